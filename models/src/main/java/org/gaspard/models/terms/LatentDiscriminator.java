package org.gaspard.models.terms;

import java.util.List;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * FactorVAE: a network D tells latents of images, drawn from the aggregated posterior q(z), from latents whose dimensions come
 * from different images, drawn from the product of its marginals {@code q̄(z) = Π q(z_j)}. Its logits estimate the density ratio,
 * and so the total correlation,
 *
 * <pre>{@code
 * TC = E_q [log q(z) / q̄(z)] ≈ mean (D₀(z) − D₁(z))                      {@link #totalCorrelation}: a term of the model
 * L_D = ½ (CE(D(z), 0) + CE(D(z'), 1)),   z' with permuted dimensions      {@link #loss}: what D minimises
 * }</pre>
 *
 * <p>The latents of the model's term are those of the pass, those of z' are drawn for a second batch. D gets no gradient from the
 * model's term and the model none from L_D. Weights γ of the total correlation are 5 to 100 (6.4 for dSprites in the paper's
 * figures; 10 to 50 in later studies).
 *
 * <p>Kim and Mnih: Disentangling by factorising. ICML 2018, algorithm 2.
 *
 * @param network D, from latents [N, d] to two logits [N, 2]
 */
public record LatentDiscriminator(Layer network) {

    /** The estimated total correlation of the latents in nats, for the model. */
    public Term totalCorrelation() {
        return new TotalCorrelation(network);
    }

    /** The discriminator's own loss in nats, for an opponent of the model. */
    public Term loss() {
        return new Loss(network);
    }

    private record TotalCorrelation(Layer network) implements Term {

        @Override
        public String name() {
            return "total_correlation";
        }

        @Override
        public Value value(VaePass pass) {
            return Value.of(TwoLogits.of(network, pass.latent(), pass).ratio());
        }
    }

    private record Loss(Layer network) implements Term {

        @Override
        public String name() {
            return "discriminator";
        }

        @Override
        public List<Parameter> parameters() {
            return network.parameters();
        }

        @Override
        public List<Parameter> buffers() {
            return network.buffers();
        }

        @Override
        public boolean needsOtherImages() {
            return true;
        }

        @Override
        public Value value(VaePass pass) {
            TwoLogits real = TwoLogits.of(network, pass.latent().stopGradient(), pass);
            RandomKey noise = pass.pass().nextKey();
            Tensor others = pass.model()
                    .encode(pass.otherImages(), pass.pass())
                    .sample(noise)
                    .stopGradient();
            TwoLogits mixed = TwoLogits.of(
                    network, LatentMixing.PERMUTATION.of(others, pass.pass().nextKey()), pass);
            return real.against(mixed, 0.5);
        }
    }
}
