package org.gaspard.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;

/**
 * Expressions drawn at random from a seed. All numbers stay in [-1, 1] or near it and no operation has a jump or a large
 * slope, so rounding does not grow much on the way.
 */
final class RandomGraph {

    private static final int[] EXTENTS = {1, 1, 2, 3, 4, 5, 8, 9};

    private final SplittableRandom random;
    private final DType dtype;
    private final int scale;
    private final int maxSize;
    private final List<Tensor> nodes = new ArrayList<>();

    private RandomGraph(long seed, DType dtype, int scale) {
        this.random = new SplittableRandom(seed);
        this.dtype = dtype;
        this.scale = scale;
        this.maxSize = 400 * scale * scale;
    }

    /**
     * The last node of a new graph of 20 to 60 operations, and three others from inside.
     *
     * @param scale multiplies the extents of axes
     */
    static List<Tensor> outputs(long seed, DType dtype, int scale) {
        RandomGraph graph = new RandomGraph(seed, dtype, scale);
        graph.grow();
        return List.of(graph.pick(), graph.pick(), graph.pick(), graph.nodes.getLast());
    }

    /** The gradients of the sum of all nodes of a new graph in its first two leaves and in a node inside. */
    static List<Tensor> gradients(long seed, DType dtype, int scale) {
        RandomGraph graph = new RandomGraph(seed, dtype, scale);
        graph.grow();
        Tensor sum = Tensor.scalar(0.0).cast(dtype);
        for (Tensor node : graph.nodes) {
            sum = sum.add(node.mean());
        }
        return Autodiff.gradient(sum, List.of(graph.nodes.get(0), graph.nodes.get(1), graph.pick()));
    }

    private void grow() {
        int leaves = 2 + below(3);
        int count = leaves + 20 + below(41);
        for (int i = 0; i < leaves; i++) {
            nodes.add(leaf(shape()));
        }
        while (nodes.size() < count) {
            nodes.add(dtype.isFloating() ? next() : nextWhole());
        }
    }

    private int below(int n) {
        return random.nextInt(n);
    }

    /** A node, a late one rather than an early one. */
    private Tensor pick() {
        return nodes.get(Math.max(below(nodes.size()), below(nodes.size())));
    }

    private Shape shape() {
        int[] extents = IntStream.range(0, below(4)).map(i -> extent()).toArray();
        Shape shape = Shape.of(extents);
        return shape.size() <= maxSize ? shape : Shape.of(extents[0], extents[1]);
    }

    private int extent() {
        int extent = EXTENTS[below(EXTENTS.length)];
        return extent == 1 ? 1 : extent * scale - below(scale);
    }

    private Tensor leaf(Shape shape) {
        if (!dtype.isFloating()) {
            int[] whole = IntStream.range(0, shape.size())
                    .map(i -> random.nextInt() >> below(31))
                    .toArray();
            return Tensor.of(whole, shape.rank() == 0 ? new int[] {1} : shape.toArray())
                    .reshape(shape);
        }
        double[] numbers = random.doubles(shape.size(), -1, 1).toArray();
        Tensor doubles = Tensor.of(numbers, shape.rank() == 0 ? new int[] {1} : shape.toArray());
        return View.stored(doubles.cast(dtype).reshape(shape));
    }

    private Tensor next() {
        return switch (below(8)) {
            case 0 -> unary(pick());
            case 1, 2 -> binary(pick());
            case 3 -> moved(pick());
            case 4 -> reduced(pick());
            case 5 -> product(pick());
            case 6 -> throughWholeNumbers(pick());
            default -> picked(pick());
        };
    }

    /** Joined with exact whole numbers, cast from int32. */
    private Tensor throughWholeNumbers(Tensor x) {
        Tensor whole = wholeLeaf(x.shape(), 5);
        Tensor mixed = whole.multiply(wholeLeaf(Shape.scalar(), 3)).cast(dtype).divide(25);
        return below(2) == 0 ? mixed.add(x).multiply(0.5) : Tensor.where(whole.less(2), x, mixed);
    }

    /** Elements chosen by int32 indices, or added up at them. */
    private Tensor picked(Tensor x) {
        if (x.rank() == 0) {
            return x.expand(0).gather(0, wholeLeaf(Shape.of(3), 1));
        }
        int axis = below(x.rank());
        int n = x.extent(axis);
        int count = Math.max(1, Math.min(n, maxSize / 2 * n / Math.max(x.size(), 1)));
        if (below(2) == 0) {
            return x.gather(axis, wholeLeaf(Shape.of(count), n));
        }
        int extent = 1 + below(n);
        return x.scatterAdd(axis, extent, wholeLeaf(Shape.of(n), extent)).divide(n);
    }

    private Tensor wholeLeaf(Shape shape, int bound) {
        int[] numbers = IntStream.range(0, shape.size()).map(i -> below(bound)).toArray();
        return Tensor.wrap(shape, new Storage.Int32s(numbers));
    }

    private Tensor unary(Tensor x) {
        return switch (below(12)) {
            case 0 -> x.negate();
            case 1 -> x.abs();
            case 2 -> x.sin();
            case 3 -> x.cos();
            case 4 -> x.tanh();
            case 5 -> x.sigmoid();
            case 6 -> x.softplus().multiply(0.7);
            case 7 -> x.erf();
            case 8 -> x.subtract(1).exp();
            case 9 -> x.square().add(1).reciprocal();
            case 10 -> x.square().add(1).sqrt().multiply(0.7);
            default -> x.relu();
        };
    }

    private Tensor binary(Tensor a) {
        Tensor b = partner(a);
        return switch (below(7)) {
            case 0 -> a.add(b).multiply(0.5);
            case 1 -> a.subtract(b).multiply(0.5);
            case 2 -> a.multiply(b);
            case 3 -> a.divide(b.square().add(1));
            case 4 -> a.maximum(b);
            case 5 -> a.minimum(b);
            default -> Tensor.where(leaf(a.shape()).greater(0), a, b);
        };
    }

    /** A node that broadcasts with {@code a}, or else a leaf with some of its axes. */
    private Tensor partner(Tensor a) {
        Tensor b = pick();
        if (b.rank() == a.rank() && b.shape().equals(a.shape())) {
            return b;
        }
        int from = below(a.rank() + 1);
        int[] extents = IntStream.range(from, a.rank())
                .map(axis -> below(3) == 0 ? 1 : a.extent(axis))
                .toArray();
        return below(4) == 0 ? b.sum().divide(Math.max(b.size(), 1)) : leaf(Shape.of(extents));
    }

    private Tensor moved(Tensor x) {
        if (x.rank() == 0) {
            return x.broadcastTo(3, 2);
        }
        int axis = below(x.rank());
        int n = x.extent(axis);
        int start = below(n);
        return switch (below(9)) {
            case 0 -> x.transpose(View.reversed(x.rank()));
            case 1 -> x.flip(axis);
            case 2 -> x.slice(axis, start, n);
            case 3 -> x.slice(axis, 0, n, 1 + below(3));
            case 4 -> n < 20 * scale ? x.pad(axis, below(3), below(3)) : x;
            case 5 -> x.reshape(x.size());
            case 6 -> x.size() < maxSize / 2 ? Tensor.concatenate(axis, x, leaf(x.shape())) : x.index(axis, start);
            case 7 -> x.rank() < 4 ? x.expand(axis) : x.sum(axis).divide(n);
            default ->
                x.size() * 3 < maxSize && x.rank() < 4 ? x.expand(0).broadcastTo(widened(x)) : x.index(axis, start);
        };
    }

    private static Shape widened(Tensor x) {
        int[] extents = new int[x.rank() + 1];
        System.arraycopy(x.shape().toArray(), 0, extents, 1, x.rank());
        extents[0] = 3;
        return Shape.of(extents);
    }

    private Tensor reduced(Tensor x) {
        if (x.rank() == 0) {
            return x.sin();
        }
        int axis = below(x.rank());
        return switch (below(7)) {
            case 0 -> x.mean(axis);
            case 1 -> x.meanKeep(axis);
            case 2 -> x.maxKeep(axis);
            case 3 -> x.min(axis);
            case 4 -> x.subtract(x.meanKeep()).multiply(0.5);
            case 5 -> x.cumulativeSum(axis).divide(x.extent(axis));
            default -> x.square().sumKeep(axis).divide(x.extent(axis)).broadcastTo(x.shape());
        };
    }

    private Tensor product(Tensor x) {
        if (x.rank() < 2) {
            return binary(x);
        }
        boolean transposed = below(2) == 0;
        Tensor a = transposed ? x.transposed() : x;
        int inner = a.extent(-1);
        int columns = 1 + below(9 * scale);
        Tensor b = below(2) == 0
                ? leaf(Shape.of(inner, columns))
                : leaf(Shape.of(columns, inner)).transposed();
        return a.size() / inner * columns > maxSize ? x.tanh() : a.matmul(b).divide(inner);
    }

    /** The next node of a graph of int32, where everything is exact. */
    private Tensor nextWhole() {
        Tensor a = pick();
        return switch (below(8)) {
            case 0 -> a.add(partnerOf(a));
            case 1 -> a.subtract(partnerOf(a));
            case 2 -> a.multiply(partnerOf(a));
            case 3 -> a.maximum(partnerOf(a)).minimum(a.negate());
            case 4 -> Tensor.where(a.less(partnerOf(a)), a, a.abs());
            case 5 -> a.rank() == 0 ? a.sign() : a.sumKeep(below(a.rank())).add(a);
            case 6 -> a.rank() == 0 ? a.add(3) : a.cumulativeSum(below(a.rank()));
            default -> moved(a);
        };
    }

    private Tensor partnerOf(Tensor a) {
        return below(2) == 0 || a.rank() == 0 ? leaf(a.shape()) : leaf(Shape.of(a.extent(-1)));
    }
}
