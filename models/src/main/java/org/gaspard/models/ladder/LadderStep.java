package org.gaspard.models.ladder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.training.TrainingStep;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * One training step of a {@link LadderVae} as one plan, for {@link org.gaspard.models.training.VaeTrainer}: it minimises
 *
 * <pre>{@code −E ln p(x | z_1) + β_t Σ_l KL(q(z_l | x, z_{l+1}) ‖ p(z_l | z_{l+1}))}</pre>
 *
 * <p>in nats an image, the negative evidence bound where β_t = 1. β_t grows from 0 to 1 over the first epochs, the warm-up of
 * [S16], without which upper levels stay unused. [S16] has 200 of 2000 epochs, [N23] a quarter of the training.
 *
 * <p>Figures: {@code loss}, {@code reconstruction}, {@code kl}, the sum of all levels without β_t, and {@code kl.1}, {@code kl.2},
 * ... of each level.
 */
public final class LadderStep implements TrainingStep {

    private final LadderVae model;
    private final Schedule beta;
    private final Optimizer optimizer;
    private final TensorType images;
    private final CapturedStep step;

    /**
     * Captures the step.
     *
     * @param beta β_t
     * @param optimizer must train all parameters of the model and nothing else
     * @param images the type of a batch, float32 [N, H, W, C]
     * @throws IllegalArgumentException if it does not
     */
    public LadderStep(LadderVae model, Schedule beta, Optimizer optimizer, TensorType images) {
        if (!Set.copyOf(optimizer.parameters()).equals(Set.copyOf(model.parameters()))) {
            throw new IllegalArgumentException("the optimizer must train the parameters of the model "
                    + model.parameters() + ", found " + optimizer.parameters());
        }
        this.model = model;
        this.beta = beta;
        this.optimizer = optimizer;
        this.images = images;
        TensorType numbers = new TensorType(Shape.of(2), DType.FLOAT64);
        this.step = CapturedStep.capture(
                List.of(images, RandomKey.type(), numbers),
                state(),
                in -> graph(in.get(0), new RandomKey(in.get(1)), in.get(2)));
    }

    private CapturedStep.Result graph(Tensor batch, RandomKey key, Tensor numbers) {
        ForwardPass pass = ForwardPass.training(key);
        LadderPass found = model.forward(batch, pass);
        List<Tensor> levels = found.kl();
        Tensor kl = levels.stream().reduce(Tensor::add).orElseThrow();
        Tensor reconstruction = found.reconstruction(model.likelihood());
        Tensor loss = reconstruction.add(kl.multiply(numbers.index(0, 1).cast(kl.dtype())));
        Map<Parameter, Tensor> updates = new LinkedHashMap<>(optimizer.updates(loss, numbers.index(0, 0)));
        updates.putAll(pass.updates());
        List<Tensor> figures = Stream.concat(Stream.of(loss, reconstruction, kl), levels.stream())
                .map(figure -> figure.cast(DType.FLOAT64))
                .toList();
        return new CapturedStep.Result(List.of(Tensor.stack(0, figures)), updates);
    }

    @Override
    public TensorType imagesType() {
        return images;
    }

    @Override
    public List<String> names() {
        return Stream.concat(
                        Stream.of("loss", "reconstruction", "kl"),
                        IntStream.rangeClosed(1, model.levels()).mapToObj(l -> "kl." + l))
                .toList();
    }

    @Override
    public List<Parameter> state() {
        List<Parameter> all = new ArrayList<>(model.parameters());
        all.addAll(model.buffers());
        all.addAll(optimizer.state());
        return all;
    }

    @Override
    public Map<String, Double> run(long t, Tensor batch, RandomKey key, double learningRate) {
        Tensor numbers = Tensor.of(new double[] {learningRate, beta.at(t)});
        double[] found = step.run(batch, key.words(), numbers).getFirst().toDoubleArray();
        List<String> names = names();
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < found.length; i++) {
            row.put(names.get(i), found[i]);
        }
        return row;
    }
}
