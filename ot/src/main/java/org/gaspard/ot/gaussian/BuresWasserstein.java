package org.gaspard.ot.gaussian;

/**
 * The 2-Wasserstein distance between Gaussian distributions and the map that attains it ([OP82], [BJL19]). Each in
 * {@code O(d³)}.
 */
public final class BuresWasserstein {

    private static final double MAP_TOLERANCE = 1e-8;

    private BuresWasserstein() {}

    /**
     * {@code W₂² = ‖m₁ − m₂‖² + tr S₁ + tr S₂ − 2 tr (S₁^½ S₂ S₁^½)^½}. The covariances may be singular.
     *
     * <p>Their part is computed as {@code min_Q ‖S₁^½ − S₂^½ Q‖²} over orthogonal Q ([BJL19], theorem 1), a sum of squares
     * in which nothing cancels: the distance of equal distributions is 0 to about 10⁻¹⁵, where the formula with traces gives
     * 10⁻⁸.
     *
     * @throws IllegalArgumentException if the dimensions differ
     */
    public static double squaredDistance(Gaussian first, Gaussian second) {
        int d = sameDimension(first, second);
        double[] rootA = Eigen.of(first.covariance(), d).root();
        double[] rootB = Eigen.of(second.covariance(), d).root();
        RootProduct product = RootProduct.of(rootA, rootB, d);
        double[] turn = Matrices.product(product.u(), Matrices.transposed(product.v(), d), d);
        return Matrices.squaredDistance(first.mean(), second.mean())
                + Matrices.squaredDistance(rootA, Matrices.product(rootB, turn, d));
    }

    /** {@code W₂}. */
    public static double distance(Gaussian first, Gaussian second) {
        return Math.sqrt(squaredDistance(first, second));
    }

    /**
     * The Monge map {@code T(x) = m₂ + A (x − m₁)} with {@code A = S₁^−½ (S₁^½ S₂ S₁^½)^½ S₁^−½}, the gradient of a convex
     * function: A is symmetric and positive semi-definite. Where S₁ is singular the roots are inverted on its range.
     *
     * @throws IllegalArgumentException if the dimensions differ, or if no such map sends the first distribution to the
     *     second one: S₁ is singular (or too close to it) and S₂ reaches out of what it can be mapped to
     */
    public static AffineMap map(Gaussian from, Gaussian to) {
        int d = sameDimension(from, to);
        Eigen eigen = Eigen.of(from.covariance(), d);
        double[] inverse = eigen.inverseRoot();
        double[] middle = RootProduct.of(
                        eigen.root(), Eigen.of(to.covariance(), d).root(), d)
                .rootOfProduct();
        double[] matrix = Matrices.product(Matrices.product(inverse, middle, d), inverse, d);
        double[] offset = to.mean().clone();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                offset[i] -= matrix[i * d + j] * from.mean()[j];
            }
        }
        AffineMap map = new AffineMap(matrix, offset);
        double error = Math.sqrt(Matrices.squaredDistance(map.covarianceOfImage(from.covariance()), to.covariance()));
        if (error > MAP_TOLERANCE * Matrices.norm(to.covariance())) {
            throw new IllegalArgumentException("the covariance of from has rank " + eigen.rank() + " of " + d
                    + ", and no map sends it to the covariance of to: the image misses it by " + error);
        }
        return map;
    }

    static int sameDimension(Gaussian first, Gaussian second) {
        if (first.dimension() != second.dimension()) {
            throw new IllegalArgumentException(
                    "the dimensions are " + first.dimension() + " and " + second.dimension() + ", expected the same");
        }
        return first.dimension();
    }
}
