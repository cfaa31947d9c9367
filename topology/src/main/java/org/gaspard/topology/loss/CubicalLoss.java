package org.gaspard.topology.loss;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.cubical.CriticalDiagram;
import org.gaspard.topology.cubical.CubicalPersistence;
import org.gaspard.topology.cubical.Level;

/**
 * The bars of an image tensor, differentiable in the image: each finite bar has the gradient −1 at its birth pixel and +1
 * at its death pixel (for superlevel sets, whose bars are those of the negated image, +1 and −1).
 *
 * <p>Images are floating-point tensors of one, two or three axes; a batch is a loop over its images.
 */
public final class CubicalLoss {

    /**
     * The bars of one dimension of an image.
     *
     * @param bars the births and deaths of the finite bars, in the order of the diagram
     * @param essentialBirths the births of the others
     * @param diagram the numbers, and the pixels
     */
    public record Evaluated(CriticalValues bars, Tensor essentialBirths, CriticalDiagram diagram) {}

    /**
     * The finite bars of one dimension inside a graph, a fixed number of places for them.
     *
     * @param bars the births and deaths, [capacity], the longest bars first; places without a bar have one finite pixel as birth and death, which
     *     adds nothing to {@link CriticalValues#powerSum}
     * @param count the number of finite bars of the image, a scalar in the type of the image, constant for differentiation;
     *     those above the capacity are not there
     */
    public record InGraph(CriticalValues bars, Tensor count) {}

    private CubicalLoss() {}

    /**
     * Computes the image now, and the bars of all its dimensions.
     *
     * @param image [n], [m, n] or [l, m, n], in floating point
     * @return the bars of dimension k at position k, for each k below the number of axes
     * @throws IllegalArgumentException if the image is an int32 one, or as
     *     {@link CubicalPersistence#diagrams(double[], int...)}
     */
    public static List<Evaluated> evaluate(Tensor image, CubicalPersistence persistence) {
        checkFloating(image);
        Tensor values = filtered(image, persistence);
        return persistence.diagrams(image.toDoubleArray(), image.shape().toArray()).stream()
                .map(diagram -> new Evaluated(
                        CriticalValues.of(values, diagram), CriticalValues.essentialBirths(values, diagram), diagram))
                .toList();
    }

    /**
     * The finite bars of one dimension as a part of a graph: the image is solved for its critical pixels each time that the
     * graph is computed, so a whole training step stays one plan. If a pixel is not a number, or infinite where it may not
     * be, all births and deaths are that pixel, and a sum of their lengths is NaN; so it is if no pixel is finite.
     *
     * @param image [n], [m, n] or [l, m, n], in floating point
     * @param dimension that of the bars, below the number of axes
     * @param capacity the number of places, at least 1
     * @throws IllegalArgumentException if the image is an int32 one, has not one to three axes, or the dimension is not below
     *     their number
     */
    public static InGraph inGraph(Tensor image, CubicalPersistence persistence, int dimension, int capacity) {
        checkFloating(image);
        Checks.within("the number of axes of the image", image.rank(), 1, 3);
        Checks.within("dimension", dimension, 0, image.rank() - 1);
        Checks.atLeast("capacity", capacity, 1);
        Tensor answer = Tensor.apply(
                new HostCall(
                        new Solver(persistence, image.shape(), dimension, capacity),
                        new TensorType(Shape.of(2 * capacity + 1), DType.INT32)),
                image.cast(DType.FLOAT64));
        Tensor values = filtered(image, persistence).reshape(image.size());
        return new InGraph(
                new CriticalValues(
                        values.gather(0, answer.slice(0, 0, capacity)),
                        values.gather(0, answer.slice(0, capacity, 2 * capacity))),
                answer.index(0, 2 * capacity).cast(image.dtype()));
    }

    private static Tensor filtered(Tensor image, CubicalPersistence persistence) {
        return persistence.level() == Level.SUBLEVEL ? image : image.negate();
    }

    private static void checkFloating(Tensor image) {
        if (!image.dtype().isFloating()) {
            throw new IllegalArgumentException("the image is " + image.type() + ", expected a floating-point type");
        }
    }

    /** Finds the critical pixels on an array: first all births, then all deaths, then the number of finite bars. */
    private record Solver(CubicalPersistence persistence, Shape shape, int dimension, int capacity)
            implements HostCall.HostFunction {

        @Override
        public void compute(List<Storage> inputs, Storage output) {
            double[] image = ((Storage.Doubles) inputs.getFirst()).data();
            int[] out = ((Storage.Int32s) output).data();
            int bad = first(image, false);
            int filler = bad < image.length ? bad : first(image, true) % image.length;
            for (int i = 0; i < 2 * capacity; i++) {
                out[i] = filler;
            }
            out[2 * capacity] = 0;
            if (bad == image.length) {
                CriticalDiagram diagram =
                        persistence.diagrams(image, shape.toArray()).get(dimension);
                int[] finite = IntStream.range(0, diagram.size())
                        .filter(bar -> !diagram.diagram().isEssential(bar))
                        .boxed()
                        .sorted(Comparator.comparingDouble(
                                (Integer bar) -> -diagram.diagram().length(bar)))
                        .mapToInt(bar -> bar)
                        .toArray();
                for (int i = 0; i < Math.min(finite.length, capacity); i++) {
                    out[i] = diagram.birthPixels()[finite[i]];
                    out[capacity + i] = diagram.deathPixels()[finite[i]];
                }
                out[2 * capacity] = finite.length;
            }
        }

        /** The first pixel that is finite, or that is not allowed; the number of pixels if there is none. */
        private int first(double[] image, boolean finite) {
            double absent = persistence.level() == Level.SUBLEVEL ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            return IntStream.range(0, image.length)
                    .filter(i -> finite ? Double.isFinite(image[i]) : !Double.isFinite(image[i]) && image[i] != absent)
                    .findFirst()
                    .orElse(image.length);
        }
    }
}
