package org.gaspard.tensor.cpu;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Fused kernels that follow each other row by row, such as the maximum, the sum and the quotient of a softmax: each task
 * runs all of them on some rows, which stay in the cache between one and the next.
 */
final class BandKernel implements Kernel {

    /** The elements of the rows that a task computes at a time. */
    private static final int BLOCK = 1 << 14;

    private final WorkerPool pool;
    private final List<FusedKernel<?>> parts;
    private final int rows;
    private final int rowsInTask;

    /**
     * The kernels in order.
     *
     * @param rows what all of them are cut into
     */
    BandKernel(WorkerPool pool, int rows, List<FusedKernel<?>> parts) {
        this.pool = pool;
        this.rows = rows;
        this.parts = List.copyOf(parts);
        int longest =
                parts.stream().mapToInt(part -> part.rowLength(rows)).max().orElse(1);
        this.rowsInTask = Math.max(1, BLOCK / Math.max(1, longest));
    }

    @Override
    public void run(Object[] arrays) {
        pool.pieces(rows, rowsInTask, (first, end) -> {
            for (FusedKernel<?> part : parts) {
                part.runRows(arrays, rows, first, end);
            }
        });
    }

    @Override
    public long bytes() {
        return parts.stream().mapToLong(Kernel::bytes).sum();
    }

    @Override
    public String label() {
        return "band of " + rows + " rows: " + parts.stream().map(Kernel::label).collect(Collectors.joining("; "));
    }
}
