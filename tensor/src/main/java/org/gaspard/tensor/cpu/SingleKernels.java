package org.gaspard.tensor.cpu;

import java.util.List;
import java.util.Optional;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Ordering;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** The kernel of each operation that is not computed in fused groups: an exhaustive table. */
final class SingleKernels {

    private SingleKernels() {}

    /**
     * The kernel of {@code node}.
     *
     * @param in the operands, those of the epilogue last
     * @param epilogue what a product does with its result
     */
    static Kernel of(Machine machine, Node node, List<Operand> in, Optional<Epilogues.Fused> epilogue, Operand out) {
        DType dtype = node.type().dtype();
        String label = node.op().label() + " " + out.shape();
        return switch (node.op()) {
            case Product op
            when dtype == DType.FLOAT32 -> ProductKernel.of(op, machine.floatProducts(), in, epilogue, out, label);
            case Product op -> ProductKernel.of(op, machine.doubleProducts(), in, epilogue, out, label);
            case Movement op -> movement(machine, machine.spans(dtype), op, in, out, label);
            case Reduction.ArgReduce op ->
                new ArgReduceKernel<>(
                        machine.spans(in.getFirst().type().dtype()), machine.pool(), op, in.getFirst(), out, label);
            case Ordering op ->
                new OrderingKernel<>(
                        machine.spans(in.getFirst().type().dtype()), machine.pool(), op, in.getFirst(), out, label);
            case Generator.RandomBits op -> new RandomBitsKernel(machine.pool(), op, in, out, label);
            case Generator.Iota op -> iota(machine.spans(dtype), op, out, label);
            case Decomposition op -> new DecompositionKernel<>(machine.spans(dtype), op, in, out, label);
            case HostCall op -> new HostCallKernel(op, in, out, label);
            case Op.Leaf op -> throw misplaced(node);
            case Generator.Full op -> throw misplaced(node);
            case Elementwise op -> throw misplaced(node);
            case Reduction.Reduce op -> throw misplaced(node);
            case Annotation op -> throw misplaced(node);
        };
    }

    private static IllegalStateException misplaced(Node node) {
        return new IllegalStateException(node.op().label() + " has no kernel of its own");
    }

    private static <T> Kernel iota(Spans<T> spans, Generator.Iota op, Operand out, String label) {
        return new IotaKernel<>(spans, op, out, label);
    }

    private static <T> Kernel movement(
            Machine machine, Spans<T> spans, Movement op, List<Operand> in, Operand out, String label) {
        return switch (op) {
            case Movement.Pad pad -> new PadKernel<>(spans, machine.pool(), pad, in.getFirst(), out, label);
            case Movement.Concatenate(int axis) -> new ConcatenateKernel(axis, in, out, label);
            case Movement.Gather(int axis) ->
                new GatherKernel<>(spans, machine.pool(), axis, in.get(0), in.get(1), out, label);
            case Movement.ScatterAdd(int axis, int extent) ->
                new ScatterAddKernel<>(spans, machine.pool(), axis, in.get(0), in.get(1), out, label);
            case Movement.Reshape view -> throw isView(view);
            case Movement.Transpose view -> throw isView(view);
            case Movement.Broadcast view -> throw isView(view);
            case Movement.Slice view -> throw isView(view);
            case Movement.Flip view -> throw isView(view);
        };
    }

    private static IllegalStateException isView(Movement op) {
        return new IllegalStateException(op.label() + " is a view");
    }
}
