package org.gaspard.metrics.similarity;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Rows;

/**
 * Centred kernel alignment (CKA): with kernel matrices K and L of the two representations and the Hilbert-Schmidt independence
 * criterion HSIC,
 *
 * <pre>{@code
 * CKA = HSIC(K, L) / √( HSIC(K, K) HSIC(L, L) )
 * HSIC(K, L) = tr(K H L H), H = I − 11ᵀ/N                                    (biased; constant factors cancel)
 * HSIC(K, L) = [ tr(K̃ L̃) + 1ᵀK̃1 1ᵀL̃1 / ((N−1)(N−2)) − 2/(N−2) 1ᵀK̃L̃1 ]       (debiased; K̃ is K with zeros on its diagonal)
 * }</pre>
 *
 * The linear kernel gives {@code ‖XᵀY‖² / (‖XᵀX‖ ‖YᵀY‖)} of centred codes. Biased values are from 0 to 1; debiased ones are about
 * 0 for independent representations, where biased ones grow with the number of codes over N, and may be slightly negative.
 *
 * <p>Equal representations get 1, also after a permutation, a rotation by 45° or one scale for all codes, and duplicating all codes;
 * dead codes add nothing; noise codes lower it by their share of the variance; one factor in two codes counts as its variance says.
 * Scaling single codes changes it. A representation without variation gives NaN with a warning. Known criticism: linear CKA is
 * decided by the few directions of largest variance and by outliers; the biased value is near 1 for few points in many dimensions.
 *
 * <p>Time {@code O(N L₁ L₂ + N (L₁² + L₂²))} for the linear kernel, with no N × N matrix; {@code O(N² (L₁ + L₂))} and two N × N
 * matrices for the Gaussian one. Source: [K19], equations 3 and 4, the width of the Gaussian kernel as in the authors' program;
 * [S12] for the debiased criterion.
 *
 * @param kernel of both representations
 * @param debiased which criterion
 */
public record CentredKernelAlignment(Kernel kernel, boolean debiased) implements RepresentationMetric {

    /** A similarity of points. */
    public sealed interface Kernel {

        /** {@code ⟨x, y⟩}. */
        record Linear() implements Kernel {}

        /**
         * {@code exp(−‖x − y‖² / (2 f² m))} with the median m of all N² squared distances of the representation, those of points
         * from themselves included.
         *
         * @param fraction f, above 0
         */
        record Gaussian(double fraction) implements Kernel {
            /** Checks the fraction. */
            public Gaussian {
                Checks.positive("fraction", fraction);
            }
        }
    }

    /** Linear and biased, the common choice. */
    public static CentredKernelAlignment linear() {
        return new CentredKernelAlignment(new Kernel.Linear(), false);
    }

    /** With a Gaussian kernel, biased. */
    public static CentredKernelAlignment gaussian(double fraction) {
        return new CentredKernelAlignment(new Kernel.Gaussian(fraction), false);
    }

    /** The same with the debiased criterion. */
    public CentredKernelAlignment withoutBias() {
        return new CentredKernelAlignment(kernel, true);
    }

    @Override
    public String name() {
        String which = switch (kernel) {
            case Kernel.Linear() -> "linear CKA";
            case Kernel.Gaussian(double fraction) -> "Gaussian CKA " + fraction;
        };
        return debiased ? "debiased " + which : which;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the numbers of points differ, or there are fewer than 2, debiased 4
     */
    @Override
    public Score compare(Codes first, Codes second) {
        Checks.samePoints(first, second, debiased ? 4 : 2);
        Independence criterion = switch (kernel) {
            case Kernel.Linear() -> LinearIndependence.of(first, second);
            case Kernel.Gaussian(double fraction) -> GramIndependence.gaussian(first, second, fraction);
        };
        double own = debiased ? criterion.debiased(0, 0) : criterion.biased(0, 0);
        double other = debiased ? criterion.debiased(1, 1) : criterion.biased(1, 1);
        double both = debiased ? criterion.debiased(0, 1) : criterion.biased(0, 1);
        boolean defined = Rows.vary(first) && Rows.vary(second) && own > 0 && other > 0;
        Score score = Score.of(name(), defined ? both / Math.sqrt(own) / Math.sqrt(other) : Double.NaN)
                .withSetting("kernel", kernel)
                .withSetting("debiased", debiased);
        return defined ? score : score.withWarning("a representation does not vary: CKA is not defined");
    }
}
