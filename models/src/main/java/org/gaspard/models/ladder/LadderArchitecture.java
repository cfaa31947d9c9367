package org.gaspard.models.ladder;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.models.Likelihood;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.AutoencoderArchitecture;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Stage;
import org.gaspard.models.networks.Trunk;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * A {@link LadderVae} as data: its networks, from the level nearest to the image on.
 *
 * @param ups from the image to level 1, from level 1 to level 2, ...
 * @param evidence of each level, to [2 d_l]
 * @param priors of each level but the top, from [d_{l+1}] to [2 d_l]
 * @param decoder from [d_1] to the image
 */
public record LadderArchitecture(List<Network> ups, List<Network> evidence, List<Network> priors, Network decoder) {

    private static final Stage LEAKY = new Stage.Nonlinearity(new Activation.LeakyRelu(0.1));
    private static final int WIDTH = 256;

    /** Where batch normalisations are, all of them with a scale and a shift. */
    public enum Normalised {
        /** Nowhere. */
        NONE,
        /** Before the activations of the perceptrons between levels: [S16] normalises all hidden layers. */
        HIDDEN,
        /** On the evidence, means and logarithms of variances alike: the batch normalisation of latents in [N23]. */
        EVIDENCE
    }

    /** Copies the lists and checks that the networks fit. */
    public LadderArchitecture {
        ups = List.copyOf(ups);
        evidence = List.copyOf(evidence);
        priors = List.copyOf(priors);
        int levels = ups.size();
        if (levels == 0 || evidence.size() != levels || priors.size() != levels - 1) {
            throw new IllegalArgumentException("a ladder of L >= 1 levels has L ways up, L networks of evidence and"
                    + " L - 1 priors, found " + levels + " ways up, " + evidence.size() + " networks of evidence and "
                    + priors.size() + " priors");
        }
        for (int l = 0; l < levels; l++) {
            String of = " of level " + (l + 1);
            Network up = ups.get(l);
            Network found = evidence.get(l);
            if (l > 0) {
                Checks.same(
                        "the input of the way up" + of,
                        up.input(),
                        ups.get(l - 1).output());
            }
            Checks.same("the input of the evidence" + of, found.input(), up.output());
            // The latents of a level are what the network below reads: the decoder, or the prior of the level below.
            Network reader = l == 0 ? decoder : priors.get(l - 1);
            Shape both = Shape.of(2 * reader.input().size());
            Checks.same("the output of the evidence" + of, found.output(), both);
            if (l < levels - 1) {
                Checks.same("the output of the prior" + of, priors.get(l).output(), both);
            }
        }
        Checks.same(
                "the output of the decoder", decoder.output(), ups.getFirst().input());
    }

    /**
     * A ladder on some networks for images: level 1 is their encoder without its last layer, each further level two layers of 256
     * above it, and each prior two layers of 256 from the latents above, all with LeakyReLU of slope 0.1, as in [S16], of which the
     * sizes are other ones: there five levels of 64, 32, 16, 8 and 4 latents for MNIST, with layers of 512, 256, 128, 64 and 32.
     * [N23] has three levels, 64 latents in all, and layers of 256 with SiLU.
     *
     * @param networks for as many latents as level 1 has; their initialisation is taken over
     * @param latents of each level, from the one nearest to the image on
     * @throws IllegalArgumentException if they are for another number of latents
     */
    public static LadderArchitecture of(
            AutoencoderArchitecture networks, List<Integer> latents, Normalised normalised) {
        if (latents.isEmpty() || networks.latents() != latents.getFirst()) {
            throw new IllegalArgumentException(
                    "latents must begin with the " + networks.latents() + " of the networks, found " + latents);
        }
        Initialisation init = networks.encoder().initialisation();
        List<Network> ups = new ArrayList<>();
        List<Network> evidence = new ArrayList<>();
        List<Network> priors = new ArrayList<>();
        Shape at = networks.encoder().input();
        for (int l = 0; l < latents.size(); l++) {
            Network up = l == 0 ? Trunk.of(networks.encoder()) : new Network(at, hidden(normalised), init);
            at = up.output();
            ups.add(up);
            evidence.add(new Network(at, ofEvidence(2 * latents.get(l), normalised), init));
            if (l > 0) {
                List<Stage> stages = hidden(normalised);
                stages.add(new Stage.Dense(2 * latents.get(l - 1)).named("out"));
                priors.add(new Network(Shape.of(latents.get(l)), stages, init));
            }
        }
        return new LadderArchitecture(ups, evidence, priors, networks.decoder());
    }

    private static List<Stage> hidden(Normalised normalised) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            stages.add(new Stage.Dense(WIDTH));
            if (normalised == Normalised.HIDDEN) {
                stages.add(new Stage.Normalisation(Stage.Normalisation.Over.BATCH, true));
            }
            stages.add(LEAKY);
        }
        return stages;
    }

    private static List<Stage> ofEvidence(int outputs, Normalised normalised) {
        Stage out = new Stage.Dense(outputs).named("out");
        return normalised == Normalised.EVIDENCE
                ? List.of(out, new Stage.Normalisation(Stage.Normalisation.Over.BATCH, true))
                : List.of(out);
    }

    /**
     * The model; its parameters' names begin with "up1.", "evidence1.", "prior1.", "decoder." and so on.
     */
    public LadderVae ladder(Likelihood likelihood, RandomKey key) {
        List<Integer> latents =
                evidence.stream().map(network -> network.output().size() / 2).toList();
        return new LadderVae(
                Network.build(ups, "up", key.child(0)),
                Network.build(evidence, "evidence", key.child(1)),
                Network.build(priors, "prior", key.child(2)),
                decoder.build("decoder", key.child(3)),
                latents,
                likelihood);
    }
}
