package org.gaspard.models.evaluation;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.metrics.similarity.DistancePairs;
import org.gaspard.models.Vae;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Squared distances of pairs of prior draws and of their decoded images, by networks in use: the data of the figure that shows
 * what the Gromov-Wasserstein term of an autoencoder does. The pairs are independent of each other; nothing but the
 * distances is kept, so memory does not grow with the size of images.
 *
 * <p>Nakagawa, Togo, Ogawa, Haseyama: Gromov-Wasserstein autoencoders. ICLR 2023. Its program takes 10,000 pairs.
 */
public final class PriorDistances {

    private static final int BATCH = 50;

    private PriorDistances() {}

    /**
     * The distances of some pairs.
     *
     * @param pairs how many, at least 1
     * @param seed decides the draws
     */
    public static DistancePairs of(LatentSampler sampler, Vae model, int pairs, long seed) {
        if (pairs < 1) {
            throw new IllegalArgumentException("pairs must be at least 1, found " + pairs);
        }
        CapturedStep step = CapturedStep.capture(List.of(RandomKey.type()), Draws.state(sampler, model), in -> {
            ForwardPass pass = ForwardPass.evaluation();
            Tensor z = sampler.sample(2 * BATCH, new RandomKey(in.getFirst()), model, pass);
            return new CapturedStep.Result(List.of(squares(z), squares(model.generate(z))), Map.of());
        });
        double[] latents = new double[pairs];
        double[] images = new double[pairs];
        for (int from = 0; from < pairs; from += BATCH) {
            List<Tensor> found = step.run(RandomKey.of(seed).child(from / BATCH).words());
            int count = Math.min(BATCH, pairs - from);
            System.arraycopy(found.get(0).toDoubleArray(), 0, latents, from, count);
            System.arraycopy(found.get(1).toDoubleArray(), 0, images, from, count);
        }
        return new DistancePairs(latents, images);
    }

    /** Of each of the first half from its partner in the second one, [BATCH]. */
    private static Tensor squares(Tensor both) {
        int[] coordinates = IntStream.range(1, both.rank()).toArray();
        return both.slice(0, 0, BATCH)
                .subtract(both.slice(0, BATCH, 2 * BATCH))
                .square()
                .sum(coordinates);
    }
}
