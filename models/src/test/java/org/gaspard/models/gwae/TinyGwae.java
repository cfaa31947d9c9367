package org.gaspard.models.gwae;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.BatchNorm;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.SpectralNorm;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.gwae.JointCritic.Penalty;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/** The small networks of the script gwae.py with their weights. */
record TinyGwae(Vae model, LatentSampler prior, JointCritic critic) {

    static final int LATENTS = 3;
    private static final RandomKey KEY = RandomKey.of(3);

    /** A perceptron whose draws are normalised. */
    record Sampler(Layer network, DType dtype) implements LatentSampler {

        @Override
        public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
            return network.apply(key.normal(dtype, n, LATENTS), pass);
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

    static TinyGwae of(DType dtype, boolean spectral, boolean mixed, Penalty penalty) {
        Layer encoder = new Sequential(new Flatten(), linear(4, 2 * LATENTS, 20, dtype));
        Layer decoder = new Sequential(
                linear(LATENTS, 5, 22, dtype),
                new Activation.Tanh(),
                linear(5, 4, 24, dtype),
                new Activation.Sigmoid(),
                new Reshape(Shape.of(2, 2, 1)));
        Layer network = new Sequential(
                linear(LATENTS, 4, 26, dtype),
                new Activation.Tanh(),
                withoutBias(linear(4, LATENTS, 28, dtype)),
                new BatchNorm("prior.norm", LATENTS, 0.5, 1e-5, false, dtype));
        Activation leaky = new Activation.LeakyRelu(0.2);
        JointCritic critic = new JointCritic(
                new Sequential(new Flatten(), layer(4, 5, 0, dtype, spectral), leaky, layer(5, 3, 2, dtype, spectral)),
                new Sequential(layer(LATENTS, 4, 4, dtype, spectral), leaky, layer(4, 3, 6, dtype, spectral), leaky),
                new Sequential(layer(6, 4, 8, dtype, spectral), leaky, layer(4, 1, 10, dtype, spectral)),
                penalty,
                mixed);
        return new TinyGwae(
                new Vae(encoder, decoder, LATENTS, new Likelihood.Gaussian(1)), new Sampler(network, dtype), critic);
    }

    private static Linear linear(int in, int out, int shift, DType dtype) {
        Linear linear =
                new Linear("layer" + shift, in, out, KEY, WeightInit.standard().withDType(dtype));
        linear.weight().assign(TinyVae.wave(0.7, 1.9, shift, in, out).cast(dtype));
        linear.bias()
                .orElseThrow()
                .assign(TinyVae.wave(0.7, 1.9, shift + 1, out).cast(dtype));
        return linear;
    }

    /** Before a normalisation a bias has no gradient but rounding errors, and RMSprop makes steps of one size of any gradient. */
    private static Linear withoutBias(Linear linear) {
        return new Linear(linear.weight(), Optional.empty());
    }

    private static Layer layer(int in, int out, int shift, DType dtype, boolean spectral) {
        Linear linear = linear(in, out, shift, dtype);
        if (!spectral) {
            return linear;
        }
        SpectralNorm normalised = SpectralNorm.of(linear, KEY);
        normalised.u().assign(unit(TinyVae.wave(1, 2.3, shift, out).add(0.2)).cast(dtype));
        normalised.v().assign(unit(TinyVae.wave(1, 2.9, shift, in).add(0.1)).cast(dtype));
        return normalised;
    }

    private static Tensor unit(Tensor x) {
        return x.divide(x.square().sum().sqrt());
    }

    /** Those of the encoder, the decoder and the prior. */
    List<Parameter> trained() {
        return Stream.concat(model.parameters().stream(), prior.parameters().stream())
                .toList();
    }

    List<Parameter> ofCritic() {
        return critic.loss(prior).parameters();
    }

    /** Those of the critic in the order of its layers. */
    List<Parameter> vectors() {
        List<Parameter> vectors = new ArrayList<>(critic.loss(prior).buffers());
        vectors.removeAll(prior.buffers());
        return vectors;
    }
}
