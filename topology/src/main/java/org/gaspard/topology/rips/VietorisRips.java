package org.gaspard.topology.rips;

import java.util.List;
import org.gaspard.tensor.array.Parallel;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.SparseDistances;
import org.gaspard.topology.check.Checks;

/**
 * Computes the persistent homology of Vietoris-Rips filtrations: a simplex enters at its diameter, the largest distance
 * between its vertices, and a bar {@code [birth, death)} of dimension k is a k-dimensional hole that one simplex opens and
 * another fills.
 *
 * <p>The method is that of Ripser [B21]: persistent cohomology by implicit matrix reduction with clearing, emergent and
 * apparent pairs, components by union and find. Simplices of equal diameter enter with the larger index first ({@code Σ C(v_j, j
 * + 1)}), so that everything is deterministic: births and deaths do not depend on that rule, critical simplices on ties do.
 *
 * <p>{@link EdgeCollapse} makes a graph with fewer edges and the same bars, which pays from dimension 2 on for many inputs.
 *
 * <p>Time and memory depend on the data: dimension k looks at up to {@code C(n, k + 1)} simplices. All threads take part in
 * one large computation, or each in one of many small ones ({@link #computeAll}); results do not depend on their number.
 *
 * @param maxDimension the highest dimension of bars
 * @param coefficients the prime p of the field Z/p
 * @param threshold the length of the longest edge to enter; if it is not below the enclosing radius nothing is lost
 * @param representatives which representatives of the classes come with the bars
 * @param zeroLengthBars whether bars {@code [birth, birth)} are listed too: then each simplex of dimensions up to {@code
 *     maxDimension} whose diameter is up to the threshold and, for a matrix, the enclosing radius, begins or ends exactly one bar
 */
public record VietorisRips(
        int maxDimension, int coefficients, double threshold, Representatives representatives, boolean zeroLengthBars) {

    /** The highest {@link #maxDimension}. */
    public static final int HIGHEST_DIMENSION = 1000;

    /** Checks the options. */
    public VietorisRips {
        Checks.within("maxDimension", maxDimension, 0, HIGHEST_DIMENSION);
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold is NaN, expected a number");
        }
        PrimeField.check(coefficients);
    }

    /** Bars of positive length up to a dimension, over Z/2, without threshold and representatives. */
    public static VietorisRips upTo(int maxDimension) {
        return new VietorisRips(maxDimension, 2, Double.POSITIVE_INFINITY, Representatives.NONE, false);
    }

    /** The same over the field of p elements. */
    public VietorisRips withCoefficients(int p) {
        return new VietorisRips(maxDimension, p, threshold, representatives, zeroLengthBars);
    }

    /** The same without edges longer than a threshold. */
    public VietorisRips withThreshold(double longest) {
        return new VietorisRips(maxDimension, coefficients, longest, representatives, zeroLengthBars);
    }

    /** The same with representatives of the classes. */
    public VietorisRips withRepresentatives(Representatives kind) {
        return new VietorisRips(maxDimension, coefficients, threshold, kind, zeroLengthBars);
    }

    /** The same with bars of length zero. */
    public VietorisRips withZeroLengthBars() {
        return new VietorisRips(maxDimension, coefficients, threshold, representatives, true);
    }

    /**
     * The persistent homology of a matrix.
     *
     * @throws IllegalArgumentException if the simplices do not fit into memory or into 62-bit numbers
     */
    public Persistence compute(DistanceMatrix distances) {
        return new RipsComputation(this, Filtration.of(distances, threshold, 0)).run();
    }

    /**
     * The persistent homology of many matrices, each computed by one thread: at any time as many of them are in memory as there
     * are threads, besides the results.
     *
     * @return in the order of the matrices
     * @throws IllegalArgumentException if one of them does not fit into memory or 62-bit numbers
     */
    public List<Persistence> computeAll(List<DistanceMatrix> matrices) {
        List<DistanceMatrix> all = List.copyOf(matrices);
        Persistence[] found = new Persistence[all.size()];
        Parallel.run(found.length, i -> found[i] = compute(all.get(i)));
        return List.of(found);
    }

    /**
     * The persistent homology of a graph's cliques.
     *
     * @throws IllegalArgumentException if the simplices do not fit into memory or into 62-bit numbers
     */
    public Persistence compute(SparseDistances distances) {
        return new RipsComputation(this, Filtration.of(distances, threshold)).run();
    }

    /**
     * The persistent homology of a complex relative to the simplex of its first {@code cone} vertices, which must enter at 0 as a
     * whole, before everything else: the same as that of the complex in dimensions from 1 on, but without that simplex's faces.
     *
     * @throws IllegalArgumentException also if {@code cone} is not from 0 to n, an edge or birth of its vertices is not 0, or an
     *     edge is negative
     */
    public Persistence computeRelative(DistanceMatrix distances, int cone) {
        Checks.within("cone", cone, 0, distances.size());
        return new RipsComputation(this, Filtration.of(distances, threshold, cone)).run();
    }
}
