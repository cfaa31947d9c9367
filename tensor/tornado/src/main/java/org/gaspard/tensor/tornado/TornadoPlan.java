package org.gaspard.tensor.tornado;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.gaspard.tensor.Executable;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.tornado.TornadoCompiler.Buffer;
import org.gaspard.tensor.tornado.TornadoCompiler.Step;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * Steps as task graphs of bounded size in one execution plan. Leaves go to the device at each run and results come back;
 * everything between stays there. The arrays are made and the kernels compiled at the first run.
 */
final class TornadoPlan implements Executable {

    /** The threads of a work group. */
    static final int GROUP = 64;

    /** TornadoVM holds at most 256 tasks in one context … */
    private static final int MAX_TASKS = 150;

    /** … and 1024 nodes: about one for each task and each argument, and four for each array. */
    private static final int MAX_NODES = 700;

    /** TornadoVM keeps compiled kernels by the names of graph and task, so names are never used again. */
    private static final AtomicLong GRAPHS = new AtomicLong();

    private final Graph graph;
    private final List<Step> steps;
    private final Map<Integer, Buffer> sizes;
    private final Failures failures;
    private final KernelCache cache;
    private final Map<Integer, TornadoNativeArray> arrays = new HashMap<>();
    private final GridScheduler grids = new GridScheduler();
    private @Nullable TornadoExecutionPlan execution;

    TornadoPlan(Graph graph, List<Step> steps, Map<Integer, Buffer> sizes, Failures failures, KernelCache cache) {
        this.graph = graph;
        this.steps = steps;
        this.sizes = sizes;
        this.failures = failures;
        this.cache = cache;
    }

    @Override
    public synchronized void run(List<Storage> leaves, List<Storage> outputs) {
        int[] leafNodes = graph.leaves().toArray();
        int[] outputNodes = graph.outputs().toArray();
        if (leaves.size() != leafNodes.length || outputs.size() != outputNodes.length) {
            throw new IllegalArgumentException("the plan takes " + leafNodes.length + " leaves and "
                    + outputNodes.length + " results, found " + leaves.size() + " and " + outputs.size());
        }
        Map<Integer, Storage> given = new HashMap<>();
        for (int i = 0; i < leafNodes.length; i++) {
            given.put(leafNodes[i], leaves.get(i));
        }
        if (!steps.isEmpty()) {
            TornadoExecutionPlan plan = execution();
            given.forEach((node, storage) -> {
                TornadoNativeArray array = arrays.get(node);
                if (array != null) {
                    copy(heap(storage), elements(array, storage.size()));
                }
            });
            // One by one: what stays on the device is handed from the graph that was executed last to the next.
            int graphs = parts().size();
            for (int g = 0; g < graphs; g++) {
                plan.withGraph(g).withGridScheduler(grids).execute();
            }
            throwMarked();
        }
        for (int i = 0; i < outputNodes.length; i++) {
            Storage result = outputs.get(i);
            Storage leaf = given.get(outputNodes[i]);
            MemorySegment from = leaf != null
                    ? heap(leaf)
                    : result.size() == 0 ? heap(result) : elements(array(outputNodes[i]), result.size());
            copy(from, heap(result));
        }
    }

    private static void copy(MemorySegment from, MemorySegment to) {
        to.copyFrom(from);
    }

    private static MemorySegment heap(Storage storage) {
        return switch (storage) {
            case Storage.Floats(float[] data) -> MemorySegment.ofArray(data);
            case Storage.Doubles(double[] data) -> MemorySegment.ofArray(data);
            case Storage.Int32s(int[] data) -> MemorySegment.ofArray(data);
        };
    }

    private static MemorySegment elements(TornadoNativeArray array, int size) {
        return array.getSegment().asSlice(0, (long) size * array.getElementSize());
    }

    /** Throws what the first mark stands for, and takes all marks away. */
    private void throwMarked() {
        if (failures.size() > 0) {
            MemorySegment marks = array(Failures.BUFFER).getSegment();
            for (int mark = 0; mark < failures.size(); mark++) {
                if (marks.getAtIndex(ValueLayout.JAVA_INT, mark) != 0) {
                    marks.fill((byte) 0);
                    throw failures.exception(mark);
                }
            }
        }
    }

    private TornadoNativeArray array(int buffer) {
        return arrays.computeIfAbsent(buffer, b -> {
            if (NonFinite.isBuffer(b)) {
                return NonFinite.array(b);
            }
            Buffer wanted = sizes.get(b);
            if (wanted == null) {
                throw new IllegalStateException("no buffer " + b);
            }
            int size = Math.max(wanted.size(), 1);
            return switch (wanted.kind()) {
                case INT -> {
                    IntArray array = new IntArray(size);
                    array.init(0);
                    yield array;
                }
                case FLOAT -> new FloatArray(size);
                case DOUBLE -> new DoubleArray(size);
            };
        });
    }

    private TornadoExecutionPlan execution() {
        TornadoExecutionPlan known = execution;
        if (known != null) {
            return known;
        }
        List<ImmutableTaskGraph> graphs = new ArrayList<>();
        Set<Integer> onDevice = new HashSet<>();
        String previous = "";
        int first = 0;
        for (List<Step> part : parts()) {
            String name = "gaspard" + GRAPHS.getAndIncrement();
            first += part.size();
            graphs.add(taskGraph(name, previous, part, steps.subList(first, steps.size()), onDevice));
            previous = name;
        }
        TornadoExecutionPlan plan = new TornadoExecutionPlan(graphs.toArray(ImmutableTaskGraph[]::new));
        execution = plan;
        return plan;
    }

    /** The steps in pieces, in order, each small enough for one task graph. */
    private List<List<Step>> parts() {
        List<List<Step>> parts = new ArrayList<>();
        int first = 0;
        int nodes = 0;
        Set<Integer> used = new HashSet<>();
        for (int s = 0; s < steps.size(); s++) {
            nodes += 1 + steps.get(s).buffers().size();
            used.addAll(steps.get(s).buffers());
            if (s + 1 - first > MAX_TASKS || s > first && nodes + 4 * used.size() > MAX_NODES) {
                parts.add(steps.subList(first, s));
                first = s;
                nodes = 1 + steps.get(s).buffers().size();
                used = new HashSet<>(steps.get(s).buffers());
            }
        }
        parts.add(steps.subList(first, steps.size()));
        return parts;
    }

    /**
     * The task graph of some steps.
     *
     * @param previous the name of the graph before
     * @param onDevice the buffers that hold numbers that are needed after the graph before; changed to those after this one
     */
    private ImmutableTaskGraph taskGraph(
            String name, String previous, List<Step> part, List<Step> rest, Set<Integer> onDevice) {
        TaskGraph tasks = new TaskGraph(name);
        Set<Integer> used = buffersOf(part);
        Set<Integer> sent = new HashSet<>(Set.of(Failures.BUFFER));
        for (int leaf : graph.leaves().toArray()) {
            sent.add(leaf);
        }
        for (int buffer : onDevice) {
            tasks.consumeFromDevice(previous, array(buffer));
        }
        for (int buffer : used) {
            if (!onDevice.contains(buffer)) {
                if (NonFinite.isBuffer(buffer)) {
                    tasks.transferToDevice(DataTransferMode.FIRST_EXECUTION, array(buffer));
                } else if (sent.contains(buffer)) {
                    tasks.transferToDevice(DataTransferMode.EVERY_EXECUTION, array(buffer));
                }
            }
        }
        KernelContext context = new KernelContext();
        for (int s = 0; s < part.size(); s++) {
            Step step = part.get(s);
            String id = "task" + s;
            List<Object> arguments = new ArrayList<>();
            arguments.add(context);
            step.buffers().forEach(buffer -> arguments.add(array(buffer)));
            Tasks.add(tasks, id, cache.task(step.kernel()), arguments);
            WorkerGrid grid = new WorkerGrid1D(Math.ceilDiv(step.threads(), GROUP) * GROUP);
            grid.setLocalWork(GROUP, 1, 1);
            grids.addWorkerGrid(name + "." + id, grid);
        }
        Set<Integer> later = buffersOf(rest);
        Set<Integer> results = new HashSet<>(Set.of(Failures.BUFFER));
        for (int output : graph.outputs().toArray()) {
            results.add(output);
        }
        onDevice.addAll(used);
        onDevice.retainAll(later);
        for (int buffer : onDevice) {
            tasks.persistOnDevice(array(buffer));
        }
        for (int buffer : used) {
            if (results.contains(buffer) && !later.contains(buffer)) {
                tasks.transferToHost(DataTransferMode.EVERY_EXECUTION, array(buffer));
            }
        }
        return tasks.snapshot();
    }

    private static Set<Integer> buffersOf(List<Step> steps) {
        Set<Integer> used = new LinkedHashSet<>();
        steps.forEach(step -> used.addAll(step.buffers()));
        return used;
    }

    @Override
    public long bytes() {
        return sizes.values().stream()
                .mapToLong(buffer -> (long) buffer.size() * (buffer.kind() == Kind.DOUBLE ? 8 : 4))
                .sum();
    }

    @Override
    public String explain() {
        StringBuilder text = new StringBuilder();
        int operations = graph.nodes().size() - graph.leaves().size();
        text.append("tornado: ")
                .append(steps.size())
                .append(" tasks in ")
                .append(parts().size())
                .append(" task graphs")
                .append(" for ")
                .append(operations)
                .append(" operations, ")
                .append(bytes())
                .append(" bytes\n");
        for (Step step : steps) {
            text.append(step.threads())
                    .append(" threads: ")
                    .append(step.label())
                    .append('\n');
        }
        return text.toString();
    }
}
