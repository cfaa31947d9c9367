package org.gaspard.models.training;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * A step of a model of the latents of another, which stays as it is: the images of a batch become latents drawn from the posteriors of
 * the first model (its codes, if it encodes points), new ones in each step, and the second model takes its {@link VaeStep} on them.
 * Two plans; the first model has no gradient.
 */
public final class LatentStep implements TrainingStep {

    private static final int ENCODING = 0;
    private static final int TRAINING = 1;

    private final TensorType images;
    private final VaeStep second;
    private final CapturedStep encoding;

    /**
     * Captures the encoding.
     *
     * @param first the model whose latents are drawn, as it is at each step; its networks are in use
     * @param second the step of the other, on batches [N, d]
     * @param images the type of a batch, float32 [M, H, W, C], M the number of latents that the second step takes
     * @throws IllegalArgumentException if the second step does not take what the first model makes of the images
     */
    public LatentStep(Vae first, VaeStep second, TensorType images) {
        this.images = images;
        this.second = second;
        List<Parameter> cells = Stream.concat(first.parameters().stream(), first.buffers().stream())
                .toList();
        this.encoding = CapturedStep.capture(List.of(images, RandomKey.type()), cells, in -> {
            Tensor latents = first.encode(in.get(0), ForwardPass.evaluation()).sample(new RandomKey(in.get(1)));
            if (!latents.type().equals(second.imagesType())) {
                throw new IllegalArgumentException("the second step takes " + second.imagesType()
                        + ", expected the latents " + latents.type() + " of the first model");
            }
            return new CapturedStep.Result(List.of(latents), Map.of());
        });
    }

    /** The type of the images of a step: of all batches in one. */
    @Override
    public TensorType imagesType() {
        return images;
    }

    @Override
    public int batches() {
        return second.batches();
    }

    @Override
    public List<String> names() {
        return second.names();
    }

    /** What the second model's step changes: the first model is not a part of it. */
    @Override
    public List<Parameter> state() {
        return second.state();
    }

    @Override
    public Map<String, Double> run(long t, Tensor images, RandomKey key, double learningRate) {
        Tensor latents = encoding.run(images, key.child(ENCODING).words()).getFirst();
        return second.run(t, latents, key.child(TRAINING), learningRate);
    }
}
