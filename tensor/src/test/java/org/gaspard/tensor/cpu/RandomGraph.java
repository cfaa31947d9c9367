package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.TensorType;
import org.gaspard.tensor.UnaryOp;

/**
 * A random graph whose numbers are all small whole ones, so that every order of computation gives the same bits: node by
 * node, one of the operations that keep numbers whole, on nodes that it fits.
 */
final class RandomGraph {

    /** Where numbers may have become so large, they are cut back to -1, 0 and 1. */
    private static final double LARGEST = 1 << 16;

    private static final UnaryOp[] UNARY = {UnaryOp.NEGATE, UnaryOp.ABS, UnaryOp.SIGN};
    private static final BinaryOp[] BINARY = {
        BinaryOp.ADD,
        BinaryOp.ADD,
        BinaryOp.SUBTRACT,
        BinaryOp.MULTIPLY,
        BinaryOp.MAXIMUM,
        BinaryOp.MINIMUM,
        BinaryOp.LESS,
        BinaryOp.EQUAL
    };

    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Double> bounds = new ArrayList<>();

    private RandomGraph(Random random) {
        this.random = random;
    }

    /** A graph of about {@code size} nodes. */
    static Graph draw(Random random, int size) {
        RandomGraph drawn = new RandomGraph(random);
        int leaves = random.nextInt(1, 5);
        for (int i = 0; i < leaves; i++) {
            int[] extents = IntStream.generate(() -> random.nextInt(1, 6))
                    .limit(random.nextInt(1, 4))
                    .toArray();
            DType dtype = random.nextInt(3) == 0 ? DType.FLOAT64 : DType.FLOAT32;
            TensorType type = new TensorType(Shape.of(extents), dtype);
            drawn.append(new Node(new Op.Leaf(type), type, Ints.of()), 3);
        }
        while (drawn.nodes.size() < size) {
            drawn.grow();
        }
        int outputs = random.nextInt(1, 5);
        int[] chosen = IntStream.range(0, outputs)
                .map(i -> i == 0 ? drawn.nodes.size() - 1 : random.nextInt(drawn.nodes.size()))
                .toArray();
        return new Graph(drawn.nodes, Ints.of(chosen));
    }

    /** Whole numbers from -3 to 3 for the leaves of a graph. */
    static List<Storage> leafValues(Graph graph, Random random) {
        List<Storage> values = new ArrayList<>();
        for (int leaf : graph.leaves().toArray()) {
            TensorType type = graph.node(leaf).type();
            Storage storage = Storage.allocate(type.dtype(), type.shape().size());
            switch (storage) {
                case Storage.Floats(float[] data) -> {
                    for (int i = 0; i < data.length; i++) {
                        data[i] = random.nextInt(-3, 4);
                    }
                }
                case Storage.Doubles(double[] data) -> {
                    for (int i = 0; i < data.length; i++) {
                        data[i] = random.nextInt(-3, 4);
                    }
                }
                case Storage.Int32s(int[] data) -> {
                    for (int i = 0; i < data.length; i++) {
                        data[i] = random.nextInt(-3, 4);
                    }
                }
            }
            values.add(storage);
        }
        return values;
    }

    private int append(Node node, double bound) {
        nodes.add(node);
        bounds.add(bound);
        int at = nodes.size() - 1;
        return bound > LARGEST ? apply(UnaryOp.SIGN, 1, at) : at;
    }

    private int apply(Op op, double bound, int... inputs) {
        List<TensorType> types = new ArrayList<>();
        for (int input : inputs) {
            types.add(nodes.get(input).type());
        }
        return append(new Node(op, op.infer(types), Ints.of(inputs)), bound);
    }

    /** Recent nodes are more likely, so that graphs become deep. */
    private int pick() {
        int back = Math.min(random.nextInt(nodes.size()), random.nextInt(nodes.size()));
        return nodes.size() - 1 - back;
    }

    private Shape shape(int node) {
        return nodes.get(node).type().shape();
    }

    private void grow() {
        int x = pick();
        double bound = bounds.get(x);
        Shape shape = shape(x);
        switch (random.nextInt(16)) {
            case 0, 1 -> {
                UnaryOp op = UNARY[random.nextInt(UNARY.length)];
                apply(op, op == UnaryOp.SIGN ? 1 : bound, x);
            }
            case 2, 3, 4, 5, 6 -> binary(x);
            case 7 -> {
                int y = like(x, pick());
                int condition = apply(BinaryOp.LESS, 1, x, y);
                apply(new Elementwise.Select(), Math.max(bound, bounds.get(y)), condition, y, x);
            }
            case 8 -> apply(new Elementwise.Cast(DType.values()[random.nextInt(3)]), bound, x);
            case 9 -> apply(new Movement.Transpose(permutation(shape.rank())), bound, x);
            case 10 -> reduce(x);
            case 11 -> slice(x);
            case 12 -> apply(new Movement.Flip(someAxes(shape.rank())), bound, x);
            case 13 -> product(x);
            case 14 -> apply(new Annotation.After(), bound, x, pick());
            default -> {
                int twice = apply(new Movement.Concatenate(0), bound, x, x);
                if (shape(twice).size() > 200) {
                    slice(twice);
                }
            }
        }
    }

    private void binary(int x) {
        int y = random.nextInt(6) == 0 ? constant(x) : like(x, pick());
        if (nodes.get(x).type().dtype() == DType.INT32 && random.nextBoolean()) {
            y = x;
        }
        BinaryOp op = BINARY[random.nextInt(BINARY.length)];
        double a = bounds.get(x);
        double b = bounds.get(y);
        double bound = switch (op) {
            case ADD, SUBTRACT -> a + b;
            case MULTIPLY -> a * b;
            case LESS, EQUAL -> 1;
            default -> Math.max(a, b);
        };
        if (random.nextBoolean()) {
            apply(op, bound, x, y);
        } else {
            apply(op, bound, y, x);
        }
    }

    private int constant(int like) {
        TensorType type = nodes.get(like).type();
        return append(new Node(new Generator.Full(type, random.nextInt(-2, 3)), type, Ints.of()), 2);
    }

    /** Node y brought to the type of x: cast, reduced to one number for each run along an axis, and repeated. */
    private int like(int x, int y) {
        TensorType wanted = nodes.get(x).type();
        if (nodes.get(y).type().equals(wanted)) {
            return y;
        }
        int at = y;
        if (nodes.get(at).type().dtype() != wanted.dtype()) {
            at = apply(new Elementwise.Cast(wanted.dtype()), bounds.get(at), at);
        }
        if (shape(at).size() == wanted.shape().size()) {
            return apply(new Movement.Reshape(wanted.shape()), bounds.get(at), at);
        }
        int size = shape(at).size();
        int[] all = IntStream.range(0, shape(at).rank()).toArray();
        int one = apply(new Reduction.Reduce(Reduction.Kind.SUM, Ints.of(all)), size * bounds.get(at), at);
        int[] ones = new int[wanted.shape().rank()];
        Arrays.fill(ones, 1);
        int shaped = apply(new Movement.Reshape(Shape.of(ones)), bounds.get(one), one);
        return apply(new Movement.Broadcast(wanted.shape()), bounds.get(shaped), shaped);
    }

    private void reduce(int x) {
        Shape shape = shape(x);
        Ints axes = someAxes(shape.rank());
        Reduction.Kind kind = Reduction.Kind.values()[random.nextInt(Reduction.Kind.values().length)];
        boolean grows = kind == Reduction.Kind.SUM;
        int reduced = apply(new Reduction.Reduce(kind, axes), grows ? bounds.get(x) * shape.size() : bounds.get(x), x);
        if (random.nextBoolean()) {
            int back = apply(new Movement.Broadcast(shape), bounds.get(reduced), reduced);
            if (nodes.get(x).type().equals(nodes.get(back).type())) {
                apply(BinaryOp.SUBTRACT, bounds.get(x) + bounds.get(back), x, back);
            }
        }
    }

    private void slice(int x) {
        Shape shape = shape(x);
        int[] start = new int[shape.rank()];
        int[] stop = shape.toArray();
        int[] step = new int[shape.rank()];
        Arrays.fill(step, 1);
        int axis = shape.rank() == 0 ? -1 : random.nextInt(shape.rank());
        if (axis >= 0 && shape.extent(axis) > 1) {
            start[axis] = random.nextInt(shape.extent(axis));
            stop[axis] = random.nextInt(start[axis] + 1, shape.extent(axis) + 1);
            step[axis] = random.nextInt(1, 3);
        }
        apply(new Movement.Slice(Ints.of(start), Ints.of(stop), Ints.of(step)), bounds.get(x), x);
    }

    private void product(int x) {
        TensorType type = nodes.get(x).type();
        if (!type.dtype().isFloating() || type.shape().rank() < 2) {
            return;
        }
        Shape shape = type.shape();
        double bound = bounds.get(x) * bounds.get(x) * shape.extent(-1);
        apply(new Product.MatMul(false, true), bound, x, x);
    }

    private Ints permutation(int rank) {
        List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.shuffle(axes, random);
        return Ints.of(axes.stream().mapToInt(Integer::intValue).toArray());
    }

    private Ints someAxes(int rank) {
        return Ints.of(
                IntStream.range(0, rank).filter(axis -> random.nextBoolean()).toArray());
    }
}
