package org.gaspard.models.sequences;

import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.AutoencoderArchitecture;
import org.gaspard.models.networks.FlowArchitecture;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/** Sequences of images of four pixels, and autoencoders of them: those of the script sequence_baselines.py, and the identity. */
public final class ToySequences {

    public static final OracleFile ORACLE = new OracleFile("sequences/baselines.txt");
    public static final int N = 3;
    public static final int STEPS = 4;
    public static final int PIXELS = 4;

    private static final WeightInit DOUBLE = WeightInit.standard().withDType(DType.FLOAT64);

    private ToySequences() {}

    /** [N, T + 1, 2, 2, 1]. */
    public static Tensor frames() {
        return TinyVae.wave(0.45, 1.7, 0.3, N, STEPS + 1, 2, 2, 1).add(0.5).computedNow();
    }

    /** A pass whose keys are the children of key 5. */
    public static SequencePass pass(int transformation) {
        return new SequencePass(frames(), transformation, ForwardPass.training(RandomKey.of(5)));
    }

    public static Sequential encoder(String name, int latents) {
        return new Sequential(new Flatten(), linear(name, PIXELS, 2 * latents));
    }

    private static Linear linear(String name, int in, int out) {
        return new Linear(name, in, out, RandomKey.of(1), DOUBLE);
    }

    public static Vae vae(int latents) {
        Sequential decoder = new Sequential(
                linear("decoder.fc1", latents, 5),
                new Activation.Tanh(),
                linear("decoder.fc2", 5, PIXELS),
                new Reshape(Shape.of(2, 2, 1)));
        Vae vae = new Vae(encoder("encoder", latents), decoder, latents, new Likelihood.Bernoulli());
        assign(vae.parameters(), 0.7, 0);
        return vae;
    }

    /** The i-th parameter is a wave of phase i + shift. */
    public static void assign(List<Parameter> parameters, double scale, double shift) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter each = parameters.get(i);
            each.assign(TinyVae.wave(scale, 1.9, i + shift, each.shape().toArray()));
        }
    }

    /** Latents are pixels, of variance e^−60. */
    public static Vae identity() {
        Linear encoder = linear("encoder", PIXELS, 2 * PIXELS);
        Tensor eye = Tensor.identity(DType.FLOAT64, PIXELS);
        encoder.weight().assign(Tensor.concatenate(1, eye, eye.multiply(0)));
        Tensor zeros = Tensor.zeros(PIXELS).cast(DType.FLOAT64);
        encoder.bias().orElseThrow().assign(Tensor.concatenate(0, zeros, zeros.add(-60)));
        return new Vae(
                new Sequential(new Flatten(), encoder),
                new Reshape(Shape.of(2, 2, 1)),
                PIXELS,
                new Likelihood.Gaussian(1));
    }

    /** Networks of four latents of images [8, 8, 1], the published convolutions. */
    public static AutoencoderArchitecture networks() {
        return new FlowArchitecture(FlowArchitecture.Depth.SHALLOW, 8, 3).networks(1, 4);
    }

    /** An autoencoder of these networks, in float32. */
    public static Vae convolutions() {
        return networks().vae(new Likelihood.Bernoulli(), RandomKey.of(2));
    }

    /** Of the type that {@link #convolutions} reads. */
    public static Tensor largeFrames() {
        return TinyVae.wave(0.45, 1.7, 0.3, 2, 3, 8, 8, 1)
                .add(0.5)
                .cast(DType.FLOAT32)
                .computedNow();
    }

    /** Of images as [N, 4]. */
    public static Tensor ofPixels(Tensor pixels) {
        return pixels.reshape(pixels.extent(0), 2, 2, 1).computedNow();
    }
}
