package org.gaspard.topology.divergence;

import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.rips.Barcode;
import org.gaspard.topology.rips.VietorisRips;
import org.gaspard.topology.sets.PointSubset;

/**
 * Barcodes of two distance matrices A and B on the same n points: what is connected at a scale under one of them, or the
 * smaller one, and not yet under the other.
 *
 * <p>They are bars of the Vietoris-Rips filtration of 2n vertices, the points and their copies. All points are at distance 0 of
 * each other, and so is each of its own copy:
 *
 * <pre>{@code
 * MIN  [0, Aᵀ]   MAX  [0, Mᵀ]   SYMMETRIC  [0, Mᵀ]      m = min(A, B), M = max(A, B)
 *      [A, m ]        [M, B ]              [M, m ]
 * }</pre>
 *
 * <p>MIN is the R-cross-barcode of [B22, section 2.3], as published; MAX is its twin in the published code of that paper.
 * SYMMETRIC is not taken from a publication: the abstract of [WH26] announces one symmetric cross-barcode, SRTD, that unifies
 * the two, and this matrix is what we infer from it. Its bars need not be those that [WH26] defines.
 *
 * <p>Since the points are at distance 0, their simplex is left out ({@link VietorisRips#computeRelative}). In dimension 1 so
 * is one of the two edges between i and copy j, and j and copy i ([B22] does the same): when the other one enters, the
 * vertices that the ends of this one have in common are connected, so that it neither opens a loop nor fills one.
 */
public enum CrossBarcode {
    /** What A connects later than min(A, B) does; published. */
    MIN,
    /** What max(A, B) connects later than B does; published as code. */
    MAX,
    /** What max(A, B) connects later than min(A, B) does; inferred. */
    SYMMETRIC;

    /**
     * The bars of one dimension; their vertices are points below n and copies from n on.
     *
     * @param a the matrix A, [n × n], symmetric, its diagonal 0
     * @param b the matrix B, likewise
     * @param dimension 1 for the divergences of [B22]
     * @throws IllegalArgumentException if the sizes do not fit, the dimension is below 1, a matrix is not symmetric, its diagonal
     *     is not 0, or a distance is NaN or negative
     */
    public Barcode compute(double[] a, double[] b, int n, int dimension) {
        Checks.atLeast("dimension", dimension, 1);
        DistanceMatrix filtration = filtration(a, b, n, dimension > 1);
        return VietorisRips.upTo(dimension).computeRelative(filtration, n).barcode(dimension);
    }

    /** The filtration of the 2n vertices, with all edges. */
    public DistanceMatrix matrix(double[] a, double[] b, int n) {
        return filtration(a, b, n, true);
    }

    /** The filtration with all edges, or without those between copies i and points {@code j < i}. */
    private DistanceMatrix filtration(double[] a, double[] b, int n, boolean allEdges) {
        Checks.atLeast("n", n, 0);
        Checks.length("a", a, (long) n * n);
        Checks.length("b", b, (long) n * n);
        PointSubset all = PointSubset.all(n);
        all.checkDistances("a", a);
        all.checkDistances("b", b);
        return DistanceMatrix.of(2 * n, (i, j) -> {
            if (i < n) {
                return 0;
            }
            int row = (i - n) * n;
            if (j >= n) {
                return within(a[row + j - n], b[row + j - n]);
            }
            return allEdges || j >= i - n ? cross(a[row + j], b[row + j]) : Double.POSITIVE_INFINITY;
        });
    }

    /** The distance of a point and a copy. */
    private double cross(double a, double b) {
        return this == MIN ? a : Math.max(a, b);
    }

    /** The distance of two copies. */
    private double within(double a, double b) {
        return this == MAX ? b : Math.min(a, b);
    }
}
