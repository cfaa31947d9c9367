package org.gaspard.models.gan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.autodiff.optim.ParameterGroup;
import org.gaspard.models.training.TrainingStep;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * One step of both networks of a {@link Gan} as one plan ([G14, algorithm 1] with one step of the discriminator, on the
 * {@link NonSaturatingLoss}):
 *
 * <ol>
 *   <li>latents z, as many as there are images x, and their images G(z);
 *   <li>the discriminator's step on x and G(z), which are normalised as two batches of their own;
 *   <li>the generator's step against the discriminator as it is after that, on the same G(z).
 * </ol>
 *
 * <p>The running statistics of batch normalisations follow these passes in this order: the generator's once, the discriminator's
 * three times (x, G(z), and G(z) again after its step), as in programs that take the two steps one after the other.
 *
 * <p>Figures: {@code discriminator} and {@code generator}, the losses in nats, and {@code discriminator.real} and {@code
 * discriminator.fake}, the mean probabilities of being real, of x and of G(z), before the discriminator's step.
 */
public final class GanStep implements TrainingStep {

    /** The learning rate of [R16], of both networks. */
    public static final double LEARNING_RATE = 2e-4;

    private static final double BETA1 = 0.5;
    private static final double BETA2 = 0.999;
    private static final List<String> NAMES =
            List.of("discriminator", "generator", "discriminator.real", "discriminator.fake");

    private final Gan gan;
    private final Optimizer generator;
    private final Optimizer discriminator;
    private final TensorType images;
    private final CapturedStep step;

    /**
     * Captures the step.
     *
     * @param generator trains the generator and nothing else
     * @param discriminator trains the discriminator and nothing else
     * @param images the type of a batch, [N, H, W, C] with pixels in [0, 1]
     * @throws IllegalArgumentException if an optimiser trains anything else
     */
    public GanStep(Gan gan, Optimizer generator, Optimizer discriminator, TensorType images) {
        checkTrained("generator", gan.generator(), generator);
        checkTrained("discriminator", gan.discriminator(), discriminator);
        this.gan = gan;
        this.generator = generator;
        this.discriminator = discriminator;
        this.images = images;
        TensorType rate = new TensorType(Shape.scalar(), DType.FLOAT64);
        this.step = CapturedStep.capture(List.of(images, RandomKey.type(), rate), state(), in -> {
            ForwardPass pass = ForwardPass.training(new RandomKey(in.get(1)));
            Tensor latents = gan.draw(pass.nextKey(), images.shape().extent(0)).cast(images.dtype());
            return graph(in.get(0), latents, in.get(2), pass);
        });
    }

    /** A step with Adam and β = (0.5, 0.999) for both networks, as in [R16]. */
    public static GanStep adam(Gan gan, TensorType images) {
        return new GanStep(gan, adam("generator", gan.generator()), adam("discriminator", gan.discriminator()), images);
    }

    private static Optimizer adam(String name, Layer network) {
        return new Adam(
                "adam." + name,
                List.of(ParameterGroup.of(network.parameters())),
                Adam.Settings.adam().withBetas(BETA1, BETA2));
    }

    private static void checkTrained(String name, Layer network, Optimizer optimizer) {
        if (!Set.copyOf(optimizer.parameters()).equals(Set.copyOf(network.parameters()))) {
            throw new IllegalArgumentException("the optimizer of the " + name + " must train its parameters "
                    + network.parameters() + ", found " + optimizer.parameters());
        }
    }

    /** The figures, in the order of their names, and the updates. */
    CapturedStep.Result graph(Tensor real, Tensor latents, Tensor learningRate, ForwardPass pass) {
        Tensor fake = gan.generate(latents, pass);
        Tensor ofReal = gan.logits(real, pass);
        Tensor ofFake = gan.logits(fake.stopGradient(), pass);
        Tensor loss = NonSaturatingLoss.discriminator(ofReal, ofFake);
        Map<Parameter, Tensor> updates = new LinkedHashMap<>(discriminator.updates(loss, learningRate));
        // The generator takes the new weights as they are: it does not look through the discriminator's step.
        Map<Parameter, Tensor> learned = new LinkedHashMap<>();
        for (Parameter parameter : gan.discriminator().parameters()) {
            learned.put(
                    parameter,
                    updates.getOrDefault(parameter, parameter.tensor()).stopGradient());
        }
        Tensor against = NonSaturatingLoss.generator(gan.logits(fake, pass.with(learned)));
        updates.putAll(generator.updates(against, learningRate));
        updates.putAll(pass.updates());
        List<Tensor> figures = Stream.of(loss, against, probability(ofReal), probability(ofFake))
                .map(figure -> figure.cast(DType.FLOAT64))
                .toList();
        return new CapturedStep.Result(figures, updates);
    }

    private static Tensor probability(Tensor logits) {
        return logits.sigmoid().mean();
    }

    @Override
    public TensorType imagesType() {
        return images;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public List<Parameter> state() {
        List<Parameter> all = new ArrayList<>(gan.parameters());
        all.addAll(gan.buffers());
        all.addAll(generator.state());
        all.addAll(discriminator.state());
        return all;
    }

    @Override
    public Map<String, Double> run(long t, Tensor batch, RandomKey key, double learningRate) {
        List<Tensor> figures = step.run(batch, key.words(), Tensor.scalar(learningRate));
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < figures.size(); i++) {
            row.put(NAMES.get(i), figures.get(i).item());
        }
        return row;
    }
}
