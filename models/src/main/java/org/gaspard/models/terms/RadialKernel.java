package org.gaspard.models.terms;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Tensor;

/** A positive definite kernel of the squared distance {@code r = ‖x − y‖²}, a sum over scales. */
public sealed interface RadialKernel {

    /** {@code Σ_s exp(−r / 2s²)}. */
    record Gaussian(List<Double> bandwidths) implements RadialKernel {
        /** Copies the bandwidths s, at least one, all positive. */
        public Gaussian {
            bandwidths = Checks.positives("bandwidths", bandwidths);
        }
    }

    /** {@code Σ_C C / (C + r)}; heavy tails, so that outliers too have a gradient. */
    record InverseMultiquadratic(List<Double> scales) implements RadialKernel {
        /** Copies the scales C, at least one, all positive. */
        public InverseMultiquadratic {
            scales = Checks.positives("scales", scales);
        }
    }

    /** {@code Σ_α (1 + r / (2 α l²))^−α}, Gaussian mixtures over bandwidths around l. */
    record RationalQuadratic(List<Double> alphas, double length) implements RadialKernel {
        /** Copies the α, at least one, all positive; l must be positive. */
        public RationalQuadratic {
            alphas = Checks.positives("alphas", alphas);
            Checks.positive("length", length);
        }
    }

    /**
     * {@code exp(−r / 2m)}, m the median of r over all pairs of different points of the matrix: the bandwidth {@code s = √m} is the
     * median distance, a common choice where none is known. m counts as a constant for differentiation. Its matrix is that of all
     * pairs of two or more points. Costs a sort of all pairs.
     *
     * <p>Gretton et al.: A kernel two-sample test. JMLR 13, 2012, section 8.
     */
    record MedianGaussian() implements RadialKernel {

        /** The least median, where most points coincide. */
        private static final double COINCIDE = 1e-30;

        /** The median m of a symmetric matrix [n, n] without its diagonal. */
        private static Tensor median(Tensor squaredDistances) {
            int n = squaredDistances.extent(0);
            if (squaredDistances.rank() != 2 || squaredDistances.extent(1) != n || n < 2) {
                throw new IllegalArgumentException("the median needs the distances of all pairs of two or more points, "
                        + "expected [n, n], found " + squaredDistances.shape());
            }
            int[] above =
                    IntStream.range(0, n * n).filter(at -> at % n > at / n).toArray();
            Tensor pairs = squaredDistances
                    .stopGradient()
                    .reshape(n * n)
                    .gather(0, Tensor.of(above))
                    .sort(0);
            int count = above.length;
            Tensor median = pairs.index(0, (count - 1) / 2)
                    .add(pairs.index(0, count / 2))
                    .multiply(0.5);
            return median.maximum(COINCIDE);
        }
    }

    /** α = 0.2, 0.5, 1, 2, 5 and l = 1. Bińkowski et al.: Demystifying MMD GANs. ICLR 2018, arXiv 1801.01401. */
    static RationalQuadratic rationalQuadratic() {
        return new RationalQuadratic(List.of(0.2, 0.5, 1.0, 2.0, 5.0), 1);
    }

    /**
     * {@code C = 2 d σ² t} for t = 0.1, 0.2, 0.5, 1, 2, 5, 10. The expected squared distance between two points of the prior
     * {@code N(0, σ²I)} is 2dσ².
     *
     * <p>Tolstikhin, Bousquet, Gelly, Schölkopf: Wasserstein auto-encoders. ICLR 2018, arXiv 1711.01558, section 4; the factors t
     * are those of the authors' program, the paper has t = 1 alone.
     *
     * @param latents d
     * @param deviation σ of the prior
     */
    static InverseMultiquadratic inverseMultiquadratic(int latents, double deviation) {
        Checks.atLeast("latents", latents, 1);
        Checks.positive("deviation", deviation);
        double base = 2 * latents * deviation * deviation;
        return new InverseMultiquadratic(DoubleStream.of(0.1, 0.2, 0.5, 1, 2, 5, 10)
                .map(t -> t * base)
                .boxed()
                .toList());
    }

    /**
     * The kernel of each squared distance.
     *
     * @throws IllegalArgumentException if the kernel is a {@link MedianGaussian} and the distances are not those of all pairs
     */
    default Tensor of(Tensor squaredDistances) {
        return switch (this) {
            case Gaussian(List<Double> bandwidths) ->
                sum(bandwidths, s -> squaredDistances.multiply(-0.5 / (s * s)).exp());
            case MedianGaussian() ->
                squaredDistances
                        .divide(MedianGaussian.median(squaredDistances))
                        .multiply(-0.5)
                        .exp();
            case InverseMultiquadratic(List<Double> scales) ->
                sum(scales, c -> squaredDistances.add(c).reciprocal().multiply(c));
            case RationalQuadratic(List<Double> alphas, double length) ->
                sum(
                        alphas,
                        a -> squaredDistances
                                .multiply(0.5 / (a * length * length))
                                .log1p()
                                .multiply(-a)
                                .exp());
        };
    }

    private static Tensor sum(List<Double> scales, DoubleFunction<Tensor> kernel) {
        return scales.stream().map(kernel::apply).reduce(Tensor::add).orElseThrow();
    }
}
