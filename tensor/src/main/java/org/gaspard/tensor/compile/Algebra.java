package org.gaspard.tensor.compile;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.TensorType;
import org.gaspard.tensor.UnaryOp;

/** One step of simplification of one node, given the nodes before it. */
final class Algebra {

    private Algebra() {}

    /** What a node is simplified to. */
    sealed interface Simplified {}

    /** The value of an existing node. */
    record Same(int position) implements Simplified {}

    /** Another node, or the same one if there is nothing to simplify. */
    record Other(Node node) implements Simplified {}

    static Simplified simplify(Node node, List<Node> before) {
        return switch (node.op()) {
            case Generator.Full full -> constant(full.type(), full.value());
            case UnaryOp op -> unary(op, node, before);
            case BinaryOp op -> binary(op, node, before);
            case Elementwise.Cast cast -> cast(node, before);
            case Movement op -> movement(op, node, before);
            case Reduction.Reduce reduce -> reduce(reduce, node, before);
            case Product.MatMul matmul -> matmul(matmul, node, before);
            default -> new Other(node);
        };
    }

    private static Node input(Node node, int which, List<Node> before) {
        return before.get(node.inputs().get(which));
    }

    /** A constant whose number is one of its type, so that what is folded from it is what would be computed from it. */
    private static Simplified constant(TensorType type, double value) {
        double held = switch (type.dtype()) {
            case FLOAT32 -> (float) value;
            case FLOAT64 -> value;
            case INT32 -> (int) value;
        };
        return new Other(new Node(new Generator.Full(type, held), type, Ints.of()));
    }

    private static Simplified unary(UnaryOp op, Node node, List<Node> before) {
        Node x = input(node, 0, before);
        if (x.op() instanceof Generator.Full full && node.type().dtype() != DType.INT32) {
            return constant(node.type(), op.apply(full.value()));
        }
        if (op == UnaryOp.NEGATE && x.op() == UnaryOp.NEGATE) {
            return new Same(x.inputs().get(0));
        }
        return new Other(node);
    }

    private static Simplified binary(BinaryOp op, Node node, List<Node> before) {
        Node a = input(node, 0, before);
        Node b = input(node, 1, before);
        boolean floating = node.type().dtype().isFloating();
        if (floating && a.op() instanceof Generator.Full left && b.op() instanceof Generator.Full right) {
            return constant(node.type(), op.apply(left.value(), right.value()));
        }
        boolean leavesLeft = switch (op) {
            // -0 + 0 is +0, but -0 - 0 is -0: only the subtraction of +0 keeps every number.
            case ADD -> isConstant(b, -0.0);
            case SUBTRACT -> isConstant(b, 0.0);
            case MULTIPLY, DIVIDE -> isConstant(b, 1);
            default -> false;
        };
        if (leavesLeft) {
            return new Same(node.inputs().get(0));
        }
        boolean leavesRight = op == BinaryOp.MULTIPLY && isConstant(a, 1) || op == BinaryOp.ADD && isConstant(a, -0.0);
        if (leavesRight) {
            return new Same(node.inputs().get(1));
        }
        return new Other(node);
    }

    private static boolean isConstant(Node node, double value) {
        return node.op() instanceof Generator.Full full && Double.compare(full.value(), value) == 0;
    }

    private static Simplified cast(Node node, List<Node> before) {
        Node x = input(node, 0, before);
        if (x.type().equals(node.type())) {
            return new Same(node.inputs().get(0));
        }
        return x.op() instanceof Generator.Full full ? constant(node.type(), full.value()) : new Other(node);
    }

    private static Simplified movement(Movement op, Node node, List<Node> before) {
        if (op instanceof Movement.Gather || op instanceof Movement.ScatterAdd) {
            return new Other(node);
        }
        Node x = input(node, 0, before);
        boolean keepsConstants = !(op instanceof Movement.Pad) && !(op instanceof Movement.Concatenate);
        if (keepsConstants && x.op() instanceof Generator.Full full) {
            return constant(node.type(), full.value());
        }
        boolean single = !(op instanceof Movement.Concatenate) || node.inputs().size() == 1;
        if (single && x.type().equals(node.type()) && isIdentity(op, x.type().shape())) {
            return new Same(node.inputs().get(0));
        }
        return switch (op) {
            case Movement.Reshape outer
            when x.op() instanceof Movement.Reshape -> new Other(new Node(outer, node.type(), x.inputs()));
            case Movement.Broadcast outer
            when x.op() instanceof Movement.Broadcast -> new Other(new Node(outer, node.type(), x.inputs()));
            case Movement.Transpose outer
            when x.op() instanceof Movement.Transpose inner ->
                new Other(new Node(new Movement.Transpose(composed(outer, inner)), node.type(), x.inputs()));
            default -> new Other(node);
        };
    }

    private static boolean isIdentity(Movement op, Shape shape) {
        return switch (op) {
            case Movement.Reshape reshape -> true;
            case Movement.Broadcast broadcast -> true;
            case Movement.Slice slice -> true;
            case Movement.Pad pad -> true;
            case Movement.Concatenate concatenate -> true;
            case Movement.Transpose transpose -> {
                // Axes of extent 1 may change places without moving anything.
                int last = -1;
                boolean ordered = true;
                for (int axis : transpose.permutation().toArray()) {
                    if (shape.extent(axis) != 1) {
                        ordered &= axis > last;
                        last = axis;
                    }
                }
                yield ordered;
            }
            case Movement.Flip flip -> IntStream.of(flip.axes().toArray()).allMatch(axis -> shape.extent(axis) <= 1);
            case Movement.Gather gather -> false;
            case Movement.ScatterAdd scatter -> false;
        };
    }

    private static Ints composed(Movement.Transpose outer, Movement.Transpose inner) {
        int[] composed = outer.permutation().toArray();
        for (int i = 0; i < composed.length; i++) {
            composed[i] = inner.permutation().get(composed[i]);
        }
        return Ints.of(composed);
    }

    private static Simplified reduce(Reduction.Reduce reduce, Node node, List<Node> before) {
        Shape shape = input(node, 0, before).type().shape();
        boolean nothing = IntStream.of(reduce.axes().toArray()).allMatch(axis -> shape.extent(axis) == 1);
        return nothing ? new Same(node.inputs().get(0)) : new Other(node);
    }

    /** A transposed matrix is not moved but read the other way. */
    private static Simplified matmul(Product.MatMul op, Node node, List<Node> before) {
        Node a = input(node, 0, before);
        Node b = input(node, 1, before);
        boolean left = transposesMatrices(a.op());
        boolean right = transposesMatrices(b.op());
        if (!left && !right) {
            return new Other(node);
        }
        return new Other(new Node(
                new Product.MatMul(op.transposeA() != left, op.transposeB() != right),
                node.type(),
                Ints.of(
                        left ? a.inputs().get(0) : node.inputs().get(0),
                        right ? b.inputs().get(0) : node.inputs().get(1))));
    }

    private static boolean transposesMatrices(Op op) {
        if (!(op instanceof Movement.Transpose transpose)) {
            return false;
        }
        int rank = transpose.permutation().size();
        for (int axis = 0; axis < rank - 2; axis++) {
            if (transpose.permutation().get(axis) != axis) {
                return false;
            }
        }
        return rank >= 2 && transpose.permutation().get(rank - 1) == rank - 2;
    }
}
