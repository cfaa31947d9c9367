package org.gaspard.models.terms.adversarial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.models.VaePass;
import org.gaspard.models.gan.NonSaturatingLoss;
import org.gaspard.models.networks.PairNetwork;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.Generated;
import org.gaspard.models.terms.PriorTerm;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * Adversarially learned inference: a network D tells images with their codes, {@code (x, ẑ)} with {@code ẑ ~ q(z|x)}, from
 * latents with their images, {@code (x̃, z)} with {@code z ~ p(z)} and x̃ the mean image of z. With D's logits,
 *
 * <pre>{@code
 * L_D = − E ln σ(D(x, ẑ)) − E ln(1 − σ(D(x̃, z)))          {@link #loss}: what D minimises
 * L_G = − E ln(1 − σ(D(x, ẑ))) − E ln σ(D(x̃, z))          {@link #confusion}: what encoder and decoder minimise
 * }</pre>
 *
 * <p>L_G is the non-saturating form, algorithm 1 of the paper. There is no reconstruction: where D cannot tell, both pairs have one
 * distribution, so that the decoder inverts the encoder. Both losses are 2 ln 2 there. L_G reaches the encoder through ẑ, and the
 * decoder, and a prior that learns, through x̃ and z; L_D reaches D alone. Both see the same z and x̃, for which the decoder has a
 * pass of its own. Each is one pass of D over each kind of pairs, whose batch normalisations see one kind at a time. A pass of the
 * decoder for the codes is not needed, and not computed where neither another term nor a running statistic reads it.
 *
 * <p>With an encoder of points this is BiGAN.
 *
 * <p>Dumoulin, Belghazi, Poole, Mastropietro, Lamb, Arjovsky, Courville: Adversarially learned inference. ICLR 2017. Donahue,
 * Krähenbühl, Darrell: Adversarial feature learning. ICLR 2017.
 *
 * @param network D, one logit for each pair, above 0 for images with their codes
 * @param prior p(z)
 */
public record JointDiscriminator(PairNetwork network, LatentSampler prior) {

    /** Against {@code N(0, I)}. */
    public JointDiscriminator(PairNetwork network) {
        this(network, new StandardNormal());
    }

    /** L_G in nats, for the model. */
    public Term confusion() {
        return new Confusion(this);
    }

    /** L_D in nats, for an opponent of the model. */
    public Term loss() {
        return new Loss(this);
    }

    private record Confusion(JointDiscriminator game) implements PriorTerm {

        @Override
        public String name() {
            return "confusion";
        }

        @Override
        public LatentSampler prior() {
            return game.prior;
        }

        @Override
        public List<Parameter> buffers() {
            return game.buffers();
        }

        @Override
        public Value value(VaePass pass) {
            Generated generated = Generated.in(pass, game.prior);
            Tensor encoded = game.network.logits(pass.images(), pass.latent(), pass.pass());
            Tensor decoded = game.network.logits(generated.images(), generated.latents(), pass.pass());
            return Value.of(NonSaturatingLoss.generator(encoded.negate()).add(NonSaturatingLoss.generator(decoded)));
        }
    }

    private record Loss(JointDiscriminator game) implements Term {

        @Override
        public String name() {
            return "discriminator";
        }

        @Override
        public List<Parameter> parameters() {
            return game.network.parameters();
        }

        @Override
        public List<Parameter> buffers() {
            return game.buffers();
        }

        @Override
        public Value value(VaePass pass) {
            Generated generated = Generated.in(pass, game.prior).constant();
            Tensor encoded = game.network.logits(pass.images(), pass.latent().stopGradient(), pass.pass());
            Tensor decoded = game.network.logits(generated.images(), generated.latents(), pass.pass());
            Map<String, Tensor> diagnostics = new LinkedHashMap<>();
            diagnostics.put("discriminator.encoded", encoded.sigmoid().mean());
            diagnostics.put("discriminator.decoded", decoded.sigmoid().mean());
            return new Value(NonSaturatingLoss.discriminator(encoded, decoded), diagnostics);
        }
    }

    private List<Parameter> buffers() {
        return Stream.concat(network.buffers().stream(), prior.buffers().stream())
                .toList();
    }
}
