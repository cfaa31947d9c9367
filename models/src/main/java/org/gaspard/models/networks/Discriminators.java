package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Shape;

/** Networks that tell two distributions apart, for adversarial objectives. */
public final class Discriminators {

    /** Where a normalisation stands beside an activation. */
    public enum NormalisationOrder {
        /** Layer, activation, normalisation: as in DAVA's program. */
        AFTER_ACTIVATION,
        /** Layer, normalisation, activation: as is usual elsewhere. */
        BEFORE_ACTIVATION
    }

    private Discriminators() {}

    /**
     * FactorVAE's discriminator of latents [d] and permuted latents: six hidden layers of 1000 with LeakyReLU of slope 0.2
     * and two logits. Weights start as in {@link Initialisation#normal}. Source: [KM18], appendix A.
     *
     * <p>The total correlation is estimated as the mean of the difference of the logits.
     */
    public static Network factorVae(int latents) {
        return factorVae(latents, 6);
    }

    /**
     * {@link #factorVae(int)} with another number of hidden layers: the paper and disentanglement_lib have 6, a widely used
     * program in PyTorch has 5.
     */
    public static Network factorVae(int latents, int hiddenLayers) {
        Checks.atLeast("hiddenLayers", hiddenLayers, 1);
        return Perceptrons.network(
                Shape.of(latents),
                Collections.nCopies(hiddenLayers, 1000),
                Shape.of(2),
                new Activation.LeakyRelu(0.2),
                Initialisation.normal());
    }

    /**
     * DAVA's discriminator of images, {@link #dava(Network, NormalisationOrder)} with normalisations after activations.
     */
    public static Network dava(Network encoder) {
        return dava(encoder, NormalisationOrder.AFTER_ACTIVATION);
    }

    /**
     * DAVA's discriminator of images, made of an encoder: instance normalisation (not affine) at each hidden layer that gives
     * images, batch normalisation (affine) at each that gives a vector or a single pixel, which is the one before the last;
     * the last layer gives two numbers, as an encoder of one latent does, and the first, the "mean", is the logit [1]. No
     * gradient reaches the weights of the second.
     *
     * <p>Source: [EM23], whose discriminator is made of {@link ConvArchitecture#locatello}'s encoder with weights that start
     * as in {@link Initialisation#pyTorch}; [Ba24] makes it of the encoders {@link ImageArchitectures#large} and
     * {@link ImageArchitectures#colour}.
     *
     * @param encoder a network of two or more stages with parameters, the last of them at its end, perhaps reshaped; its
     *     initialisation is taken over
     * @param order where normalisations stand; for [Ba24], too, after activations
     */
    public static Network dava(Network encoder, NormalisationOrder order) {
        List<Stage> trunk = Trunk.of(encoder).stages();
        List<Shape> shapes = encoder.outputs();
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < trunk.size(); i++) {
            Stage stage = trunk.get(i);
            boolean activation = stage instanceof Stage.Nonlinearity;
            if (activation && order == NormalisationOrder.BEFORE_ACTIVATION) {
                stages.add(normalisation(shapes.get(i)));
            }
            stages.add(stage);
            if (activation && order == NormalisationOrder.AFTER_ACTIVATION) {
                stages.add(normalisation(shapes.get(i)));
            }
        }
        stages.add(new Stage.Dense(2).named("out"));
        stages.add(new Stage.Slice(0, 1));
        return new Network(encoder.input(), stages, encoder.initialisation());
    }

    private static Stage normalisation(Shape at) {
        boolean pixels = at.rank() == 3 && at.extent(0) * at.extent(1) > 1;
        return pixels
                ? new Stage.Normalisation(Stage.Normalisation.Over.INSTANCE, false)
                : new Stage.Normalisation(Stage.Normalisation.Over.BATCH, true);
    }
}
