package org.gaspard.models.prior.implicit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.GroupedLinear;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Perceptrons;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * A network of noise, {@code z = f(ε)} with {@code ε ~ N(0, I)}: the neural prior NP of Gromov-Wasserstein autoencoders, and FNP,
 * its factorised form with a network of its own for each dimension, so that latents are independent. Nakagawa et al., ICLR 2023.
 *
 * @param network f, from [n, latents] to [n, latents]
 * @param latents of ε and of z
 * @param dtype of ε
 */
public record NeuralSampler(Layer network, int latents, DType dtype) implements LatentSampler {

    /**
     * The form of the network: layers of {@code ratio} times the size of their input's latents with {@link Activation.LeakySilu},
     * then a layer without activation, then a batch normalisation without learned scale and shift, {@code E[z_i] = 0} and
     * {@code V[z_i] = 1}. Weights and biases start uniform within ±1/√fan in.
     *
     * @param ratio hidden units for each latent
     * @param hiddenLayers the number of layers with an activation
     * @param slope of the activation
     * @param momentum the weight of a new batch in the running statistics
     * @param dtype of the parameters
     */
    public record Settings(int ratio, int hiddenLayers, double slope, double momentum, DType dtype) {

        /** Checks the ranges. */
        public Settings {
            Checks.atLeast("ratio", ratio, 1);
            Checks.atLeast("hiddenLayers", hiddenLayers, 0);
            Checks.nonNegative("slope", slope);
            Draws.checkMomentum(momentum);
            Draws.checkFloating(dtype);
        }

        /** Those of the published program: three hidden layers, ratio 4, slope 0.2, momentum 0.5; in float32. */
        public static Settings published() {
            return new Settings(4, 3, 0.2, 0.5, DType.FLOAT32);
        }

        /** These with another momentum. */
        public Settings withMomentum(double other) {
            return new Settings(ratio, hiddenLayers, slope, other, dtype);
        }

        /** These in another element type. */
        public Settings withDType(DType other) {
            return new Settings(ratio, hiddenLayers, slope, momentum, other);
        }

        private WeightInit init() {
            return WeightInit.standard().withDType(dtype);
        }

        private Activation activation() {
            return new Activation.LeakySilu(slope);
        }
    }

    /** Checks the ranges. */
    public NeuralSampler {
        Checks.atLeast("latents", latents, 1);
        Draws.checkFloating(dtype);
    }

    /** NP as published: a perceptron L–4L–4L–4L–L with {@code 40 L² + 13 L} parameters. */
    public static NeuralSampler neural(int latents, RandomKey key) {
        return neural(latents, Settings.published(), key);
    }

    /** NP: one perceptron of all dimensions. */
    public static NeuralSampler neural(int latents, Settings settings, RandomKey key) {
        Checks.atLeast("latents", latents, 1);
        List<Integer> hidden = Collections.nCopies(settings.hiddenLayers(), settings.ratio() * latents);
        Layer perceptron = Perceptrons.network(
                        Shape.of(latents),
                        hidden,
                        Shape.of(latents),
                        settings.activation(),
                        Initialisation.all(settings.init()))
                .build("prior", key);
        return normalised(latents, settings, perceptron);
    }

    /** FNP as published: a perceptron 1–4–4–4–1 for each dimension, {@code 53 L} parameters. */
    public static NeuralSampler factorised(int latents, RandomKey key) {
        return factorised(latents, Settings.published(), key);
    }

    /** FNP: a perceptron for each dimension. */
    public static NeuralSampler factorised(int latents, Settings settings, RandomKey key) {
        Checks.atLeast("latents", latents, 1);
        List<Layer> layers = new ArrayList<>();
        layers.add((x, pass) -> x.expand(2));
        int in = 1;
        for (int i = 0; i < settings.hiddenLayers(); i++) {
            String name = "prior.fc" + (i + 1);
            layers.add(new GroupedLinear(name, latents, in, settings.ratio(), key.child(i), settings.init()));
            layers.add(settings.activation());
            in = settings.ratio();
        }
        RandomKey last = key.child(settings.hiddenLayers());
        layers.add(new GroupedLinear("prior.out", latents, in, 1, last, settings.init()));
        layers.add(new Flatten());
        return normalised(latents, settings, new Sequential(layers));
    }

    private static NeuralSampler normalised(int latents, Settings settings, Layer network) {
        Layer norm = Draws.norm(latents, settings.momentum(), false, settings.dtype());
        return new NeuralSampler(new Sequential(network, norm), latents, settings.dtype());
    }

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        Draws.check(n, latents, model);
        Tensor z = network.apply(key.normal(dtype, n, latents), pass);
        if (!z.shape().equals(Shape.of(n, latents))) {
            throw new IllegalArgumentException(
                    "the network gave " + z.shape() + ", expected [" + n + ", " + latents + "]");
        }
        return z;
    }

    @Override
    public List<Parameter> parameters() {
        return network.parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return network.buffers();
    }
}
