package org.gaspard.models.evaluation;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.novelty.CodeScore;
import org.gaspard.models.Vae;
import org.gaspard.models.prior.Prior;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * A number for each point, made of its codes by a model in use: the negative log-density of its prior, the energy of a mixture, what
 * a critic says of a code and its decoded image. The larger, the stranger; {@link
 * org.gaspard.metrics.novelty.OutOfDistribution} gives the areas of both signs. Weights are read at each call.
 */
public final class LatentScore implements CodeScore {

    private static final int BATCH = 50;

    private final String name;
    private final int latents;
    private final CapturedStep step;

    /**
     * Captures a function of latents.
     *
     * @param name for tables
     * @param latents the number of codes d
     * @param state what the function reads that training or running changes
     * @param function from float32 [N, d] to [N], any N
     */
    public LatentScore(String name, int latents, List<Parameter> state, UnaryOperator<Tensor> function) {
        this.name = name;
        this.latents = latents;
        TensorType batch = new TensorType(Shape.of(BATCH, latents), DType.FLOAT32);
        this.step = CapturedStep.capture(List.of(batch), state, in -> {
            Tensor scores = function.apply(in.getFirst());
            if (!scores.shape().equals(Shape.of(BATCH))) {
                throw new IllegalArgumentException(
                        "function must give a number for each point, [" + BATCH + "], found " + scores.shape());
            }
            return new CapturedStep.Result(List.of(scores), Map.of());
        });
    }

    /** {@code −ln p(z)} of a model's prior, in nats. */
    public static LatentScore ofPrior(Prior prior, Vae model) {
        return new LatentScore(
                "−ln p(z)",
                model.latents(),
                Draws.state(prior, model),
                z -> prior.logDensity(z.cast(model.dtype()), model, ForwardPass.evaluation())
                        .negate());
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there are not as many codes as latents
     */
    @Override
    public double[] of(Codes codes) {
        if (codes.width() != latents) {
            throw new IllegalArgumentException("codes must be " + latents + " for each point, found " + codes);
        }
        double[] scores = new double[codes.points()];
        for (int from = 0; from < scores.length; from += BATCH) {
            float[] rows = new float[BATCH * latents];
            int first = from;
            int count = Math.min(BATCH, scores.length - from);
            // A last batch that is not full ends with its first point again.
            for (int i = 0; i < rows.length; i++) {
                int row = i / latents;
                rows[i] = (float) codes.value(row < count ? first + row : first, i % latents);
            }
            Tensor in = Tensor.wrap(Shape.of(BATCH, latents), new Storage.Floats(rows));
            double[] found = step.run(in).getFirst().cast(DType.FLOAT64).toDoubleArray();
            System.arraycopy(found, 0, scores, from, count);
        }
        return scores;
    }
}
