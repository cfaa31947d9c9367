package org.gaspard.metrics.learners;

/**
 * When a tree stops growing. A node becomes a leaf if it is as deep as allowed, has too few points, has an impurity of at
 * most {@code 2⁻⁵²}, or if no feature has two values that differ by more than {@code 10⁻⁷}.
 *
 * @param maxDepth the most cuts between root and leaf, at least 1; {@link Integer#MAX_VALUE} for no limit
 * @param minSamplesSplit the fewest points of a node that may be cut, at least 2
 * @param minSamplesLeaf the fewest points on either side of a cut, at least 1
 */
public record TreeLimits(int maxDepth, int minSamplesSplit, int minSamplesLeaf) {

    private static final double PURE = Math.ulp(1.0);

    /** Checks the limits. */
    public TreeLimits {
        if (maxDepth < 1) {
            throw new IllegalArgumentException("maxDepth must be at least 1, found " + maxDepth);
        }
        if (minSamplesSplit < 2) {
            throw new IllegalArgumentException("minSamplesSplit must be at least 2, found " + minSamplesSplit);
        }
        if (minSamplesLeaf < 1) {
            throw new IllegalArgumentException("minSamplesLeaf must be at least 1, found " + minSamplesLeaf);
        }
    }

    /** No limit of depth, two points to cut, one in a leaf. */
    public static TreeLimits none() {
        return new TreeLimits(Integer.MAX_VALUE, 2, 1);
    }

    /** A limit of depth, two points to cut, one in a leaf. */
    public static TreeLimits depth(int maxDepth) {
        return new TreeLimits(maxDepth, 2, 1);
    }

    /** Whether a node may be cut. */
    boolean mayCut(int depth, int points, double impurity) {
        return depth < maxDepth && points >= minSamplesSplit && points >= 2L * minSamplesLeaf && impurity > PURE;
    }
}
