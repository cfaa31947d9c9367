package org.gaspard.models.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.metrics.Codes;
import org.gaspard.models.Vae;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/** Images of prior draws by networks in use, in memory, with their latents: what can be compared with a data set. */
public final class GeneratedImages implements ImageDataset {

    private static final int BATCH = 50;

    private final String name;
    private final Shape image;
    private final float[] pixels;
    private final Codes latents;

    private GeneratedImages(String name, Shape image, float[] pixels, Codes latents) {
        this.name = name;
        this.image = image;
        this.pixels = pixels;
        this.latents = latents;
    }

    /**
     * Draws and decodes. {@code O(count × pixels)} floats are kept.
     *
     * @param count how many, at least 1
     * @param seed decides the draws
     * @throws IllegalArgumentException if the model's images are not [N, H, W, C], or the count is below 1
     */
    public static GeneratedImages of(String name, LatentSampler sampler, Vae model, int count, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, found " + count);
        }
        CapturedStep step = CapturedStep.capture(List.of(RandomKey.type()), Draws.state(sampler, model), in -> {
            Tensor z = sampler.sample(BATCH, new RandomKey(in.getFirst()), model, ForwardPass.evaluation());
            return new CapturedStep.Result(List.of(z, model.generate(z)), Map.of());
        });
        float[] pixels = new float[0];
        float[] latents = new float[0];
        Shape image = Shape.scalar();
        for (int from = 0; from < count; from += BATCH) {
            List<Tensor> found = step.run(RandomKey.of(seed).child(from / BATCH).words());
            float[] z = found.get(0).toFloatArray();
            float[] x = found.get(1).toFloatArray();
            if (from == 0) {
                Shape shape = found.get(1).shape();
                if (shape.rank() != 4) {
                    throw new IllegalArgumentException("model must decode images [N, H, W, C], found " + shape);
                }
                image = Shape.of(shape.extent(1), shape.extent(2), shape.extent(3));
                pixels = new float[Math.multiplyExact(count, x.length / BATCH)];
                latents = new float[Math.multiplyExact(count, z.length / BATCH)];
            }
            int filled = Math.min(BATCH, count - from);
            System.arraycopy(x, 0, pixels, from * (x.length / BATCH), filled * (x.length / BATCH));
            System.arraycopy(z, 0, latents, from * (z.length / BATCH), filled * (z.length / BATCH));
        }
        return new GeneratedImages(name, image, pixels, Codes.of(count, latents));
    }

    /** The latents that the images are of, in their order. */
    public Codes latents() {
        return latents;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return latents.points();
    }

    @Override
    public int height() {
        return image.extent(0);
    }

    @Override
    public int width() {
        return image.extent(1);
    }

    @Override
    public int channels() {
        return image.extent(2);
    }

    @Override
    public void read(int index, float[] out, int offset) {
        System.arraycopy(pixels, Objects.checkIndex(index, size()) * pixels(), out, offset, pixels());
    }
}
