package org.gaspard.models.terms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * A reconstruction whose scale is calibrated: {@code −ln N(x; x̂, σ²I)} with one σ for all pixels that is not a setting, summed over
 * the D pixels and averaged over the batch. With the mean squared error E of all pixels of the batch,
 *
 * <pre>{@code
 * D (E / 2σ² + ln σ + ½ ln 2π),       ln σ = m + softplus(s − m)
 * s = ½ ln E           the optimum for the batch: {@link #optimal}
 * s                    a trained number: {@link #trained}
 * }</pre>
 *
 * <p>It stands in the place of {@link Reconstruction} and of a weight of the divergence. m = −6 is a soft limit below, without which
 * training may become unstable. x̂ is the mean image, so of the model's likelihood only that is used. The gradient flows through the
 * optimum, too; without a limit the derivative in σ is 0 there, and the value {@code ½ D (ln 2πE + 1)}. {@code O(N D)}. Diagnostic:
 * {@code reconstruction.deviation}, σ.
 *
 * <p>Rybkin, Daniilidis, Levine: Simple and effective VAE training with calibrated decoders. ICML 2021, arXiv 2006.13202; the limit
 * is that of the authors' program. In vaetc, with which Nakagawa et al. (ICLR 2023) compare, the σ-VAE computes σ and does not use
 * it: it is {@link org.gaspard.models.methods.BaseModels#vae} with a Gaussian likelihood of deviation 1. A trained σ without a limit
 * is the decoder's variance of Dai and Wipf: Diagnosing and enhancing VAE models, ICLR 2019, arXiv 1903.05789.
 *
 * @param logDeviation s, a scalar, where it is trained
 * @param least m; none for no limit
 */
public record CalibratedReconstruction(Optional<Parameter> logDeviation, OptionalDouble least) implements Term {

    private static final double PUBLISHED_LEAST = -6;
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** Where the error of a batch counts as 0, so that its logarithm stays finite: far below every limit. */
    private static final double NO_ERROR = 1e-30;

    /** Checks that s is a scalar and m finite. */
    public CalibratedReconstruction {
        logDeviation.ifPresent(s -> {
            if (s.shape().rank() != 0) {
                throw new IllegalArgumentException("logDeviation must be a scalar, found " + s.shape());
            }
        });
        least.ifPresent(m -> Checks.finite("least", m));
    }

    /** The optimal σ of each batch. */
    public static CalibratedReconstruction optimal() {
        return new CalibratedReconstruction(Optional.empty(), OptionalDouble.of(PUBLISHED_LEAST));
    }

    /** A float32 σ that is trained, at first 1. */
    public static CalibratedReconstruction trained() {
        Parameter s = new Parameter("reconstruction.log_deviation", Tensor.scalar(0f));
        return new CalibratedReconstruction(Optional.of(s), OptionalDouble.of(PUBLISHED_LEAST));
    }

    /** The same without the soft limit. */
    public CalibratedReconstruction withoutLimit() {
        return new CalibratedReconstruction(logDeviation, OptionalDouble.empty());
    }

    @Override
    public String name() {
        return "reconstruction";
    }

    @Override
    public List<Parameter> parameters() {
        return logDeviation.stream().toList();
    }

    @Override
    public boolean reconstructs() {
        return true;
    }

    @Override
    public Value value(VaePass pass) {
        Tensor error = Losses.squaredError(pass.reconstruction(), pass.images()).mean();
        Tensor s = logDeviation
                .map(parameter -> pass.pass().value(parameter).cast(error.dtype()))
                .orElseGet(() -> error.maximum(NO_ERROR).log().multiply(0.5));
        Tensor log =
                least.isEmpty() ? s : s.subtract(least.getAsDouble()).softplus().add(least.getAsDouble());
        Tensor pixel =
                error.multiply(log.multiply(-2).exp()).multiply(0.5).add(log).add(HALF_LOG_TWO_PI);
        int pixels = pass.images().size() / pass.images().extent(0);
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        diagnostics.put("reconstruction.deviation", log.exp());
        return new Value(pixel.multiply(pixels), diagnostics);
    }
}
