package org.gaspard.topology.loss;

import java.util.List;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.check.Checks;

/**
 * The finite bars of one dimension of the Vietoris-Rips filtration of a matrix of distances as tensors, a fixed number of
 * places for them. Births and deaths are distances of critical edges, found each time that the graph is computed; the
 * gradient flows through these entries of the matrix alone ([CCG21], [LOT22]), to one of the two that stand for a pair. In
 * dimension 0 the births are constants, 0.
 *
 * <p>{@link BarLosses} has losses on them, as {@link CriticalValues} has.
 *
 * @param bars births and deaths, [capacity], the longest bars first; places without a bar have twice 0, which adds nothing
 *     to a sum over lengths. All NaN if a distance is not finite
 * @param count the number of finite bars, a scalar of the type of the distances, constant for differentiation; those above
 *     the capacity are not there
 */
public record RipsValues(CriticalValues bars, Tensor count) {

    /**
     * The bars of one dimension.
     *
     * @param distances symmetric, with a diagonal of 0, floating-point, [n, n]
     * @param dimension at least 0
     * @param capacity the number of places, at least 1: n − 1 is enough in dimension 0
     * @throws IllegalArgumentException if the distances are not floating-point or not square, or the numbers not as said;
     *     when computed, if the matrix is not symmetric, its diagonal not 0, or a distance negative
     */
    public static RipsValues of(Tensor distances, int dimension, int capacity) {
        int n = SelectedEdges.points(distances, distances);
        Checks.atLeast("dimension", dimension, 0);
        Checks.atLeast("capacity", capacity, 1);
        LongestBars longest = new LongestBars(List.of(new BarSource.Rips(n, dimension)), capacity);
        Tensor places = longest.places(List.of(distances));
        return new RipsValues(
                new CriticalValues(longest.births(places, 0, distances), longest.deaths(places, 0, distances)),
                places.index(0, 0).index(0, 2 * capacity).cast(distances.dtype()));
    }
}
