package org.gaspard.benchmarks.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Conv2d;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** Captured training steps of a network by Adam, on the same inputs each time. */
final class LossTraining implements Workload {

    private static final RandomKey KEY = RandomKey.of(1);
    private static final Activation LEAKY = new Activation.LeakyRelu(0.2);
    private static final double LEARNING_RATE = 1e-4;
    private static final double PENALTY_WEIGHT = 10;
    private static final int MLP_INPUTS = 10;
    private static final int MLP_HIDDEN_LAYERS = 6;

    private final List<Parameter> parameters;
    private final List<Tensor> inputs;
    private final Function<List<Tensor>, Tensor> loss;
    private final CapturedStep step;

    private LossTraining(Layer network, List<Tensor> inputs, Function<List<Tensor>, Tensor> loss) {
        this.parameters = network.parameters();
        this.inputs = inputs;
        this.loss = loss;
        Pattern.fill(100, parameters);
        Adam adam = new Adam(parameters);
        List<Parameter> state =
                Stream.concat(parameters.stream(), adam.state().stream()).toList();
        List<TensorType> types = Stream.concat(
                        inputs.stream().map(Tensor::type), Stream.of(new TensorType(Shape.scalar(), DType.FLOAT64)))
                .toList();
        step = CapturedStep.capture(types, state, in -> {
            Tensor value = loss.apply(in);
            return new CapturedStep.Result(List.of(value), adam.updates(value, in.getLast()));
        });
    }

    /**
     * The discriminator of FactorVAE: six layers of {@code width} with LeakyReLU(0.2) from 10 numbers to 2 logits, cross
     * entropy. Kim and Mnih: Disentangling by factorising. ICML 2018.
     */
    static LossTraining classifier(int batch, int width) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < MLP_HIDDEN_LAYERS; l++) {
            layers.add(new Linear("fc" + l, l == 0 ? MLP_INPUTS : width, width, KEY));
            layers.add(LEAKY);
        }
        layers.add(new Linear("out", width, 2, KEY));
        Layer network = new Sequential(layers);
        Tensor labels = Tensor.of(IntStream.range(0, batch).map(i -> i % 2).toArray());
        return new LossTraining(network, List.of(Pattern.numbers(1, batch, MLP_INPUTS), labels), in -> {
            Tensor logits = network.apply(in.get(0), ForwardPass.training());
            return Losses.crossEntropy(logits, in.get(1)).mean();
        });
    }

    /** Forward, gradient in the weights, gradient in the inputs but for the first layer. */
    static double classifierFlops(int batch, int width) {
        double inner = (double) (MLP_HIDDEN_LAYERS - 1) * width * width + 2.0 * width;
        return 2.0 * batch * (3 * inner + 2.0 * MLP_INPUTS * width);
    }

    /**
     * A critic of images with gradient penalty: with {@code x̂ = ε real + (1 - ε) fake},
     * {@code mean D(fake) - mean D(real) + 10 mean (‖∇ D(x̂)‖ - 1)²}, which is differentiated a second time. Gulrajani et
     * al.: Improved training of Wasserstein GANs. NeurIPS 2017, algorithm 1.
     */
    static LossTraining critic(int batch) {
        Layer network = new Sequential(
                new Conv2d("conv1", 3, 32, 4, 2, 1, KEY),
                LEAKY,
                new Conv2d("conv2", 32, 64, 4, 2, 1, KEY),
                LEAKY,
                new Conv2d("conv3", 64, 128, 4, 2, 1, KEY),
                LEAKY,
                new Conv2d("conv4", 128, 256, 4, 2, 1, KEY),
                LEAKY,
                new Conv2d("conv5", 256, 256, 4, 1, 0, KEY),
                LEAKY,
                new Flatten(),
                new Linear("out", 256, 1, KEY));
        List<Tensor> inputs = List.of(
                Pattern.numbers(1, batch, 64, 64, 3),
                Pattern.numbers(2, batch, 64, 64, 3),
                Pattern.numbers(3, batch, 1, 1, 1).add(1).multiply(0.5).detached());
        return new LossTraining(network, inputs, in -> {
            ForwardPass pass = ForwardPass.training();
            Tensor real = in.get(0);
            Tensor fake = in.get(1);
            Tensor mixed = fake.add(real.subtract(fake).multiply(in.get(2)));
            Tensor slopes = Autodiff.gradient(network.apply(mixed, pass).sum(), mixed);
            Tensor norms = slopes.square().sum(1, 2, 3).sqrt();
            Tensor penalty = norms.subtract(1).square().mean();
            return network.apply(fake, pass)
                    .mean()
                    .subtract(network.apply(real, pass).mean())
                    .add(penalty.multiply(PENALTY_WEIGHT));
        });
    }

    @Override
    public Fingerprint check() {
        Tensor value = loss.apply(inputs);
        List<Tensor> leaves = parameters.stream().map(Parameter::tensor).toList();
        return Fingerprint.of(value)
                .and(Fingerprint.of(Autodiff.gradient(value, leaves).toArray(Tensor[]::new)));
    }

    @Override
    public void step() {
        step.run(Stream.concat(inputs.stream(), Stream.of(Tensor.scalar(LEARNING_RATE)))
                        .toArray(Tensor[]::new))
                .getFirst()
                .item();
    }
}
