package org.gaspard.topology.divergence;

import java.util.Arrays;
import org.gaspard.ot.Cost;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.array.Parallel;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.rips.Barcode;

/**
 * Representation topology divergence, RTD ([B22]): how differently holes appear in two representations of the same n objects.
 * With the bars of a {@link CrossBarcode},
 *
 * <pre>{@code
 * RTD_k(A, B) = Σ length^p of the bars of dimension k of the cross-barcode of A and B
 * RTD(A, B)   = ½ (RTD_k(A, B) + RTD_k(B, A))
 * }</pre>
 *
 * <p>Each matrix of distances is divided by its scale first. RTD is 0 if the matrices are multiples of each other.
 *
 * @param normalisation what each matrix is divided by
 * @param kind which barcodes
 * @param dimension k
 * @param power p
 */
public record RepresentationTopologyDivergence(
        DistanceNormalisation normalisation, CrossBarcode kind, int dimension, double power) {

    /** Checks the options. */
    public RepresentationTopologyDivergence {
        Checks.atLeast("dimension", dimension, 1);
        Checks.positive("power", power);
    }

    /** As published: 0.9-quantile, MIN, dimension 1, power 1. */
    public static RepresentationTopologyDivergence standard() {
        return new RepresentationTopologyDivergence(DistanceNormalisation.standard(), CrossBarcode.MIN, 1, 1);
    }

    /** The same with another barcode. */
    public RepresentationTopologyDivergence withKind(CrossBarcode other) {
        return new RepresentationTopologyDivergence(normalisation, other, dimension, power);
    }

    /**
     * The cross-barcode of two matrices after each is divided by its scale.
     *
     * @param first A, symmetric finite non-negative distances, [n × n]; not modified
     * @param second B, of the same kind
     * @throws IllegalArgumentException if a length is not n², or an entry is negative or not finite
     */
    public Barcode barcode(double[] first, double[] second, int n) {
        return kind.compute(normalisation.apply(first, n), normalisation.apply(second, n), n, dimension);
    }

    /** {@code RTD_k(A, B)}; errors as those of {@link #barcode}. */
    public double directed(double[] first, double[] second, int n) {
        return Arrays.stream(barcode(first, second, n).diagram().lengths())
                .map(length -> Math.pow(length, power))
                .sum();
    }

    /** {@code RTD(A, B)}; errors as those of {@link #barcode}. */
    public double compare(double[] first, double[] second, int n) {
        return 0.5 * directed(first, second, n) + 0.5 * directed(second, first, n);
    }

    /**
     * RTD of random parts of two clouds, one value for each trial; their mean is what [B22] reports, with 10 trials of 500
     * points. The points of a trial are drawn without repetition, and its Euclidean distances have a scale of their own.
     *
     * @param first n points of any dimension, row by row
     * @param second n points of any dimension, in the same order
     * @param size the points of a trial, at most n
     * @throws IllegalArgumentException if a length is no multiple of n, a coordinate is not finite, or {@code size} is not
     *     from 1 to n
     */
    public double[] sampled(double[] first, double[] second, int n, int size, int trials, RandomKey key) {
        Checks.atLeast("n", n, 1);
        Checks.within("size", size, 1, n);
        Checks.atLeast("trials", trials, 0);
        double[] scores = new double[trials];
        Parallel.run(trials, trial -> {
            int[] rows = Draw.rows(key.child(trial), n, size);
            scores[trial] = compare(distances("first", first, n, rows), distances("second", second, n, rows), size);
        });
        return scores;
    }

    private static double[] distances(String name, double[] points, int n, int[] rows) {
        int d = points.length / n;
        if (d == 0 || points.length % n != 0) {
            throw new IllegalArgumentException(
                    name + " has " + points.length + " elements, expected a multiple of n = " + n);
        }
        Checks.finite(name, points);
        return Cost.euclidean().matrix(Draw.points(points, d, rows), rows.length, d);
    }
}
