package org.gaspard.topology.rips;

import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.SparseDistances;
import org.gaspard.topology.check.Checks;

/**
 * Computes the persistent homology of Vietoris-Rips filtrations: a simplex enters at its diameter, the largest distance
 * between its vertices, and a bar {@code [birth, death)} of dimension k is a k-dimensional hole that one simplex opens and
 * another fills. Bars of length zero are left out.
 *
 * <p>The method is that of Ripser [B21]: persistent cohomology by implicit matrix reduction with clearing, emergent and
 * apparent pairs, components by union and find. Simplices of equal diameter enter with the larger index first ({@code Σ C(v_j, j
 * + 1)}), so that everything is deterministic: births and deaths do not depend on that rule, critical simplices on ties do.
 *
 * <p>Time and memory depend on the data: dimension k looks at up to {@code C(n, k + 1)} simplices.
 *
 * @param maxDimension the highest dimension of bars
 * @param coefficients the prime p of the field Z/p
 * @param threshold the length of the longest edge to enter; if it is not below the enclosing radius nothing is lost
 */
public record VietorisRips(int maxDimension, int coefficients, double threshold) {

    /** Checks the options. */
    public VietorisRips {
        Checks.atLeast("maxDimension", maxDimension, 0);
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold is NaN, expected a number");
        }
        PrimeField.check(coefficients);
    }

    /** Bars up to a dimension, over Z/2, without threshold. */
    public static VietorisRips upTo(int maxDimension) {
        return new VietorisRips(maxDimension, 2, Double.POSITIVE_INFINITY);
    }

    /** The same over the field of p elements. */
    public VietorisRips withCoefficients(int p) {
        return new VietorisRips(maxDimension, p, threshold);
    }

    /** The same without edges longer than a threshold. */
    public VietorisRips withThreshold(double longest) {
        return new VietorisRips(maxDimension, coefficients, longest);
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
     * The persistent homology of a graph's cliques.
     *
     * @throws IllegalArgumentException if the simplices do not fit into memory or into 62-bit numbers
     */
    public Persistence compute(SparseDistances distances) {
        return new RipsComputation(this, Filtration.of(distances, threshold)).run();
    }

    /**
     * The persistent homology of a complex relative to the simplex of its first {@code cone} vertices, all of whose edges must be
     * 0: the same as that of the complex in dimensions from 1 on, but without looking at that simplex's faces.
     *
     * @throws IllegalArgumentException also if {@code cone} is not from 0 to n
     */
    public Persistence computeRelative(DistanceMatrix distances, int cone) {
        Checks.within("cone", cone, 0, distances.size());
        return new RipsComputation(this, Filtration.of(distances, threshold, cone)).run();
    }
}
