package org.gaspard.topology.divergence;

import java.util.Arrays;
import org.gaspard.topology.check.Checks;

/**
 * RTD-Lite ([TVTBB25]): how differently clusters merge in two weighted graphs A and B on the same n vertices. Both
 * matrices are divided by their scale; then three spanning trees of A, B and {@code C = min(A, B)}, entry by entry, tell
 * all. Time and memory {@code O(n²)}; the full divergence RTD ([B22]) needs the loops of a complex on 2n vertices.
 *
 * <p>Published are the sums and bars that these three trees make. A fourth tree, of {@code max(A, B)}, is for
 * {@link RtdLiteResult#symmetric}, which is inferred.
 *
 * @param normalisation what each matrix is divided by
 */
public record RtdLite(DistanceNormalisation normalisation) {

    /** With the 0.9-quantile, as published. */
    public static RtdLite standard() {
        return new RtdLite(DistanceNormalisation.standard());
    }

    /**
     * Compares two matrices of distances.
     *
     * @param first A, symmetric finite non-negative distances, [n × n]; not modified
     * @param second B, of the same kind
     * @throws IllegalArgumentException if a length is not n², an entry is negative or not finite, or a matrix is not
     *     symmetric
     */
    public RtdLiteResult compare(double[] first, double[] second, int n) {
        Checks.length("first", first, (long) n * n);
        Checks.length("second", second, (long) n * n);
        double[] a = normalisation.apply(first, n);
        double[] b = normalisation.apply(second, n);
        double[] smaller = new double[a.length];
        Arrays.setAll(smaller, k -> Math.min(a[k], b[k]));
        double[] larger = new double[a.length];
        Arrays.setAll(larger, k -> Math.max(a[k], b[k]));
        return new RtdLiteResult(
                MinimumSpanningTree.of(a, n),
                MinimumSpanningTree.of(b, n),
                MinimumSpanningTree.of(smaller, n),
                MinimumSpanningTree.of(larger, n));
    }
}
