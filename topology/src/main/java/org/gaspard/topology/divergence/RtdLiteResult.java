package org.gaspard.topology.divergence;

import org.gaspard.topology.Diagram;
import org.gaspard.topology.sets.DisjointSets;

/**
 * What {@link RtdLite} finds; MST(·) is the sum of the weights of a spanning tree.
 *
 * @param first the tree of A, normalised
 * @param second the tree of B, normalised
 * @param minimum the tree of {@code C = min(A, B)}
 * @param maximum the tree of {@code max(A, B)}
 */
public record RtdLiteResult(
        MinimumSpanningTree first,
        MinimumSpanningTree second,
        MinimumSpanningTree minimum,
        MinimumSpanningTree maximum) {

    /** {@code MST(A) − MST(C)}: the sum of the lengths of {@link #firstBarcode}. */
    public double fromFirst() {
        return first.total() - minimum.total();
    }

    /** {@code MST(B) − MST(C)}: the sum of the lengths of {@link #secondBarcode}. */
    public double fromSecond() {
        return second.total() - minimum.total();
    }

    /** The divergence, {@code ½ (MST(A) + MST(B) − 2 MST(C))}. */
    public double score() {
        return 0.5 * (fromFirst() + fromSecond());
    }

    /**
     * {@code MST(max(A, B)) − MST(min(A, B))}: one symmetric number that is at least each of {@link #fromFirst} and
     * {@link #fromSecond}.
     *
     * <p>As SRTD-lite ([WH26]) this is inferred, not taken from the definition in that paper. Published, in its abstract, is an
     * order: SRTD-lite is at least RTD-lite and at most its max form. Half of this number is such, being the mean of
     * {@link #score} and of {@code MST(max(A, B)) − ½ (MST(A) + MST(B))}; whether [WH26] takes the half is not known to us.
     */
    public double symmetric() {
        return maximum.total() - minimum.total();
    }

    /**
     * The bars of the edges of MST(C), in ascending order of birth, without those of length 0. An edge is born with its
     * weight in C, when it joins two clusters there, and dies at the weight at which A, in which all earlier edges of MST(C)
     * are put, joins the same two clusters. Time {@code O(n²)} up to the inverse Ackermann function.
     *
     * <p>Such a bar is two clusters of A that are one in C: a class of the kernel of {@code H₀(A) → H₀(C)}, hence of
     * dimension 0. In the R-Cross-Barcode of [B22] the same classes are a part of dimension 1.
     */
    public Diagram firstBarcode() {
        return barcode(first);
    }

    /** The bars with B in place of A. */
    public Diagram secondBarcode() {
        return barcode(second);
    }

    private Diagram barcode(MinimumSpanningTree tree) {
        double[] deaths = new double[minimum.size()];
        DisjointSets clusters = new DisjointSets(minimum.vertices());
        for (int edge = 0; edge < deaths.length; edge++) {
            int u = minimum.from(edge);
            int v = minimum.to(edge);
            deaths[edge] = weightThatJoins(tree, clusters.copy(), u, v);
            clusters.union(u, v);
        }
        // Births and deaths are entries of the same matrices, and C is nowhere above A: a bar never ends before it
        // starts.
        return Diagram.of(0, minimum.weights(), deaths).longerThan(0);
    }

    private static double weightThatJoins(MinimumSpanningTree tree, DisjointSets clusters, int u, int v) {
        int edge = -1;
        while (clusters.find(u) != clusters.find(v)) {
            edge++;
            clusters.union(tree.from(edge), tree.to(edge));
        }
        return tree.weight(edge);
    }
}
