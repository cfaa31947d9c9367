package org.gaspard.tensor.cpu;

import java.util.List;
import java.util.stream.Collectors;

/** Small fused kernels that do not need each other, each a task: the updates of all short parameters at once. */
record TogetherKernel(WorkerPool pool, List<FusedKernel<?>> parts) implements Kernel {

    @Override
    public void run(Object[] arrays) {
        Frame frame = Frame.whole(arrays);
        pool.run(parts.size(), part -> parts.get(part).runRows(frame, 1, 0, 1));
    }

    @Override
    public long bytes() {
        return parts.stream().mapToLong(Kernel::bytes).sum();
    }

    @Override
    public String label() {
        return parts.size() + " together: " + parts.stream().map(Kernel::label).collect(Collectors.joining("; "));
    }
}
