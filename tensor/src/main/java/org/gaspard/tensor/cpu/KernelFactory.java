package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.TensorType;

/** Makes the kernel of each unit of work. */
final class KernelFactory {

    private final Machine machine;
    private final Graph graph;
    private final Fusion fusion;
    private final Materialisation arrays;
    private final int[] slots;

    KernelFactory(Machine machine, Graph graph, Fusion fusion, Materialisation arrays, int[] slots) {
        this.machine = machine;
        this.graph = graph;
        this.fusion = fusion;
        this.arrays = arrays;
        this.slots = slots;
    }

    /**
     * Groups that are computed together, some rows at a time.
     *
     * @param locals the results that nobody else reads and that lie in no array of the plan
     */
    Kernel chain(int rows, List<Fusion.Group> groups, List<Integer> locals) {
        return new RowChainKernel(
                machine.pool(),
                rows,
                groups.stream().<FusedKernel<?>>map(this::fused).toList(),
                locals.stream().map(node -> local(node, rows)).toList());
    }

    private RowChainKernel.Local local(int node, int rows) {
        TensorType type = graph.node(node).type();
        return new RowChainKernel.Local(slots[node], type.dtype(), type.shape().size() / rows);
    }

    /** Small groups that do not need each other. */
    Kernel together(List<Fusion.Group> groups) {
        return new TogetherKernel(
                machine.pool(), groups.stream().<FusedKernel<?>>map(this::fused).toList());
    }

    FusedKernel<?> fused(Fusion.Group group) {
        Shape shape = fusion.domain(group);
        DType dtype = graph.node(Schedule.membersOf(group).getFirst()).type().dtype();
        return fused(group, shape, machine.spans(dtype));
    }

    private <T> FusedKernel<T> fused(Fusion.Group group, Shape shape, Spans<T> spans) {
        Ints axes = group.reductions.isEmpty()
                ? Ints.of()
                : ((Reduction.Reduce) graph.node(group.reductions.getFirst()).op()).axes();
        // A reduction of separated axes has a group of its own, whose operand is seen with those axes last.
        int[] order = Fusion.isBlock(axes, shape) ? new int[0] : reducedLast(axes, shape);
        Builder<T> builder = new Builder<>(spans, group, order);
        for (int member : group.members) {
            builder.add(member);
        }
        List<FusedKernel.Sink> sinks = new ArrayList<>();
        for (int reduction : group.reductions) {
            Node node = graph.node(reduction);
            Reduction.Kind kind = ((Reduction.Reduce) node.op()).kind();
            sinks.add(new FusedKernel.Sink(kind, builder.operand(node.inputs().get(0)), slots[reduction]));
        }
        FusedKernel.Domain domain = order.length == 0 ? FusedKernel.Domain.ofBlock(axes, shape) : rows(axes, shape);
        int rowLength = sinks.isEmpty() ? 1 : domain.inner() > 1 ? domain.inner() : domain.reduced();
        TileProgram<T> program = builder.program(sinks, rowLength);
        return new FusedKernel<>(program, machine.pool(), domain, sinks, label(group, program, shape));
    }

    private static int[] reducedLast(Ints axes, Shape shape) {
        return IntStream.concat(
                        IntStream.range(0, shape.rank()).filter(axis -> !axes.contains(axis)),
                        IntStream.range(0, shape.rank()).filter(axes::contains))
                .toArray();
    }

    private static FusedKernel.Domain rows(Ints axes, Shape shape) {
        int outer = 1;
        int reduced = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (axes.contains(axis)) {
                reduced *= shape.extent(axis);
            } else {
                outer *= shape.extent(axis);
            }
        }
        return new FusedKernel.Domain(outer, reduced, 1);
    }

    private String label(Fusion.Group group, TileProgram<?> program, Shape shape) {
        StringBuilder text = new StringBuilder("fused " + shape + " of " + program.loadCount() + " operands:");
        for (int member : Schedule.membersOf(group)) {
            text.append(' ').append(graph.node(member).op().label());
            text.append(arrays.isStored(member) ? "*" : "");
        }
        return text.toString();
    }

    /** Collects the operands and instructions of a group. */
    private final class Builder<T> {

        private final Spans<T> spans;
        private final int[] order;
        private final List<Load> loads = new ArrayList<>();
        private final Map<Integer, Integer> loadOf = new HashMap<>();
        private final Map<Double, Integer> constants = new LinkedHashMap<>();
        private final List<TileProgram.Instruction> instructions = new ArrayList<>();
        private final Map<Integer, Integer> instructionOf = new HashMap<>();
        private final Map<Integer, Integer> lastUse = new HashMap<>();
        private final List<List<Integer>> dying = new ArrayList<>();
        private final TreeSet<Integer> freeRegisters = new TreeSet<>();
        private int registers;

        Builder(Spans<T> spans, Fusion.Group group, int[] order) {
            this.spans = spans;
            this.order = order;
            for (int at = 0; at < group.members.size(); at++) {
                for (int input : graph.node(group.members.get(at)).inputs().toArray()) {
                    lastUse.put(input, at);
                }
                dying.add(new ArrayList<>());
            }
            for (int reduction : group.reductions) {
                lastUse.put(graph.node(reduction).inputs().get(0), Integer.MAX_VALUE);
            }
            lastUse.forEach((node, at) -> {
                if (at != Integer.MAX_VALUE) {
                    dying.get(at).add(node);
                }
            });
        }

        void add(int member) {
            Node node = graph.node(member);
            List<TileProgram.Operand> operands = new ArrayList<>();
            for (int input : node.inputs().toArray()) {
                operands.add(operand(input));
            }
            int number = instructions.size();
            // Kernels may work in place, so a register that is read for the last time here can take the result.
            for (int node2 : dying.get(number)) {
                Integer instruction = instructionOf.get(node2);
                if (instruction != null && instructions.get(instruction).register() >= 0) {
                    freeRegisters.add(instructions.get(instruction).register());
                }
            }
            boolean stored = arrays.isStored(member);
            int register = -1;
            if (!stored) {
                Integer free = freeRegisters.pollFirst();
                register = free != null ? free : registers++;
            }
            instructions.add(new TileProgram.Instruction(
                    (Elementwise) node.op(), List.copyOf(operands), register, stored ? slots[member] : -1));
            instructionOf.put(member, number);
        }

        TileProgram.Operand operand(int node) {
            Integer instruction = instructionOf.get(node);
            if (instruction != null) {
                return new TileProgram.Operand(TileProgram.Kind.RESULT, instruction);
            }
            if (!arrays.isStored(node) && graph.node(node).op() instanceof Generator.Full full) {
                int number = constants.computeIfAbsent(full.value(), value -> constants.size());
                return new TileProgram.Operand(TileProgram.Kind.CONSTANT, number);
            }
            Integer known = loadOf.get(node);
            if (known == null) {
                View view = arrays.view(node);
                if (order.length > 0) {
                    int[] extents =
                            IntStream.of(order).map(view.shape()::extent).toArray();
                    view = view.transposed(new Movement.Transpose(Ints.of(order)), Shape.of(extents));
                }
                known = loads.size();
                loads.add(new Load(view, slots[view.base()], spans.dtype()));
                loadOf.put(node, known);
            }
            return new TileProgram.Operand(TileProgram.Kind.LOAD, known);
        }

        TileProgram<T> program(List<FusedKernel.Sink> sinks, int rowLength) {
            double[] values =
                    constants.keySet().stream().mapToDouble(Double::doubleValue).toArray();
            List<TileProgram.Operand> read =
                    sinks.stream().map(FusedKernel.Sink::operand).toList();
            return new TileProgram<>(spans, loads, values, instructions, read, rowLength);
        }
    }

    /** The kernel of a node of its own. */
    Kernel single(int node) {
        List<Operand> operands = new ArrayList<>();
        for (int input : fusion.epilogues().inputs(node)) {
            View view = arrays.view(input);
            operands.add(new Operand(
                    slots[view.base()], view.offset(), graph.node(input).type()));
        }
        Operand out = new Operand(slots[node], 0, graph.node(node).type());
        Optional<Epilogues.Fused> epilogue = fusion.epilogues().at(node);
        Node computed = graph.node(epilogue.map(Epilogues.Fused::product).orElse(node));
        return SingleKernels.of(machine, computed, operands, epilogue, out);
    }

    /** An operand of a kernel of its own: a contiguous part of an array. */
    record Operand(int slot, int offset, TensorType type) {

        Shape shape() {
            return type.shape();
        }

        int extent(int axis) {
            return type.shape().extent(axis);
        }

        int size() {
            return type.shape().size();
        }
    }

    /** Copies what a view node sees into a slot. */
    Kernel copy(int node, int slot) {
        Node n = graph.node(node);
        int input = n.inputs().get(0);
        View below = arrays.view(input);
        return copy(arrays.viewOfStored(node, below), n.type().dtype(), slot, n.op().label());
    }

    /** Copies a result that has no slot of its own into one. */
    Kernel copyOut(int node, int slot) {
        Node n = graph.node(node);
        return copy(arrays.view(node), n.type().dtype(), slot, "result of " + n.op().label());
    }

    private Kernel copy(View view, DType dtype, int slot, String label) {
        Load load = new Load(view, slots[view.base()], dtype);
        return copy(machine.spans(dtype), load, view.shape(), slot, label);
    }

    private <T> Kernel copy(Spans<T> spans, Load load, Shape shape, int slot, String label) {
        return new CopyKernel<>(spans, machine.pool(), load, shape.size(), slot, "copy " + shape + ": " + label);
    }

    Kernel fill(int node, double value) {
        return fill(machine.spans(graph.node(node).type().dtype()), node, value);
    }

    private <T> Kernel fill(Spans<T> spans, int node, double value) {
        Shape shape = graph.node(node).type().shape();
        return new FillKernel<>(spans, slots[node], shape.size(), value, "fill " + shape + " with " + value);
    }
}
