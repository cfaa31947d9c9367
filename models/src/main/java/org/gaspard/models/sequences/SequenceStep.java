package org.gaspard.models.sequences;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.autodiff.optim.OptimizerSettings;
import org.gaspard.autodiff.optim.ParameterGroup;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.check.Checks;
import org.gaspard.models.training.TrainingStep;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * A training step on a batch of sequences, for {@link org.gaspard.models.training.VaeTrainer}: forward pass, gradients and the updates
 * of the optimisers as one plan; where the objective is told the transformation, as one plan for each, made when it is first needed.
 * The figures are {@code loss} and those of the objective.
 */
public final class SequenceStep implements TrainingStep {

    private static final String LOSS = "loss";

    private final SequenceObjective objective;
    private final LongToIntFunction transformation;
    private final TensorType frames;
    private final Optional<Optimizer> shared;
    private final List<Optional<Optimizer>> own;
    private final Map<Parameter, Parameter> sums = new LinkedHashMap<>();
    private final List<Schedule> schedules;
    private final Map<Integer, CapturedStep> plans = new LinkedHashMap<>();
    private List<String> names = List.of();

    /**
     * A step.
     *
     * @param optimizer of what all steps train, and another one of what is {@linkplain SequenceObjective#own own} of each transformation
     * @param transformation k of a step, counted from 0, a pure function of its number, such as {@code SequenceBatches::transformation}
     * @param frames the type of a batch, [N, T + 1, H, W, C]; a trainer gives float32
     * @throws IllegalArgumentException if the type has another rank, or the objective trains a parameter twice, has parameters of
     *     transformations that it is not told, sums gradients of what not all steps train, or gives figures that are not scalars or have the
     *     name of the loss
     */
    public SequenceStep(
            SequenceObjective objective,
            OptimizerSettings optimizer,
            LongToIntFunction transformation,
            TensorType frames) {
        SequencePass.checkFrames(frames.shape());
        check(objective);
        this.objective = objective;
        this.transformation = transformation;
        this.frames = frames;
        this.schedules = objective.schedules();
        this.shared = optimizer(optimizer, optimizer.usualName(), objective.shared());
        this.own = IntStream.range(0, objective.transformations())
                .mapToObj(k -> optimizer(optimizer, optimizer.usualName() + ".own" + k, objective.own(k)))
                .toList();
        for (Parameter each : objective.accumulated()) {
            sums.put(
                    each,
                    new Parameter(
                            "gradient_sum." + each.name(), Tensor.full(new TensorType(each.shape(), each.dtype()), 0)));
        }
        plan(0);
    }

    private static void check(SequenceObjective objective) {
        Checks.atLeast("transformations", objective.transformations(), 1);
        List<Parameter> shared = objective.shared();
        Set<Parameter> trained = new HashSet<>();
        checkNew(shared, trained);
        for (int k = 0; k < objective.transformations(); k++) {
            List<Parameter> own = objective.own(k);
            if (!objective.labelled() && !own.isEmpty()) {
                throw new IllegalArgumentException("an objective that is not told the transformation has parameters "
                        + own + " of transformation " + k + ", expected none");
            }
            checkNew(own, trained);
        }
        for (Parameter each : objective.accumulated()) {
            if (!shared.contains(each)) {
                throw new IllegalArgumentException(
                        "gradients of " + each + " are to be summed, expected a parameter that every step trains");
            }
        }
    }

    private static void checkNew(List<Parameter> more, Set<Parameter> trained) {
        for (Parameter each : more) {
            if (!trained.add(each)) {
                throw new IllegalArgumentException("parameter " + each
                        + " is named twice, expected once among those of all steps and of each transformation");
            }
        }
    }

    private static Optional<Optimizer> optimizer(OptimizerSettings settings, String name, List<Parameter> parameters) {
        return parameters.isEmpty()
                ? Optional.empty()
                : Optional.of(settings.optimizer(name, List.of(ParameterGroup.of(parameters))));
    }

    private CapturedStep plan(int k) {
        return plans.computeIfAbsent(
                k,
                each -> CapturedStep.capture(
                        List.of(
                                frames,
                                RandomKey.type(),
                                new TensorType(Shape.of(1 + schedules.size()), DType.FLOAT64)),
                        state(),
                        in -> graph(each, in.get(0), new RandomKey(in.get(1)), in.get(2))));
    }

    private CapturedStep.Result graph(int k, Tensor batch, RandomKey key, Tensor numbers) {
        Map<Schedule, Tensor> scheduled = new LinkedHashMap<>();
        for (int i = 0; i < schedules.size(); i++) {
            scheduled.put(schedules.get(i), numbers.index(0, 1 + i).cast(DType.FLOAT32));
        }
        ForwardPass pass = ForwardPass.training(key);
        SequenceObjective.Value found = objective.value(new SequencePass(batch, k, pass, scheduled));
        checkFigures(k, found);
        Map<Parameter, Tensor> updates = updates(active(k), found.loss(), numbers.index(0, 0));
        updates.putAll(pass.updates());
        List<Tensor> row = Stream.concat(Stream.of(found.loss()), found.figures().values().stream())
                .map(figure -> figure.cast(DType.FLOAT64))
                .toList();
        return new CapturedStep.Result(List.of(Tensor.stack(0, row)), updates);
    }

    /** The row of a plan has no names, so that those of all plans must be the same. */
    private void checkFigures(int k, SequenceObjective.Value found) {
        Checks.same("shape of the loss", found.loss().shape(), Shape.of());
        List<String> all = new ArrayList<>(List.of(LOSS));
        found.figures().forEach((name, figure) -> {
            Checks.same("shape of the figure " + name, figure.shape(), Shape.of());
            if (name.equals(LOSS)) {
                throw new IllegalArgumentException("a figure has the name " + LOSS + ", expected another one");
            }
            all.add(name);
        });
        if (!names.isEmpty()) {
            Checks.same("figures of transformation " + k, all, names);
        }
        names = List.copyOf(all);
    }

    private List<Optimizer> active(int k) {
        return Stream.of(shared, own.get(k)).flatMap(Optional::stream).toList();
    }

    private Map<Parameter, Tensor> updates(List<Optimizer> active, Tensor loss, Tensor learningRate) {
        List<Parameter> trained =
                active.stream().flatMap(each -> each.parameters().stream()).toList();
        List<Tensor> gradients = new ArrayList<>(
                Autodiff.gradient(loss, trained.stream().map(Parameter::tensor).toList()));
        Map<Parameter, Tensor> updates = new LinkedHashMap<>();
        for (int i = 0; i < trained.size(); i++) {
            Parameter sum = sums.get(trained.get(i));
            if (sum != null) {
                gradients.set(i, sum.tensor().add(gradients.get(i)));
                updates.put(sum, gradients.get(i));
            }
        }
        int from = 0;
        for (Optimizer each : active) {
            int to = from + each.parameters().size();
            updates.putAll(each.updates(gradients.subList(from, to), learningRate));
            from = to;
        }
        return updates;
    }

    @Override
    public TensorType imagesType() {
        return frames;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public List<Parameter> state() {
        Stream<Optimizer> optimizers =
                Stream.concat(shared.stream(), own.stream().flatMap(Optional::stream));
        Stream<Parameter> trained =
                optimizers.flatMap(each -> Stream.concat(each.parameters().stream(), each.state().stream()));
        return Stream.of(trained, sums.values().stream(), objective.buffers().stream())
                .flatMap(each -> each)
                .distinct()
                .toList();
    }

    /**
     * The step on sequences that are all under the transformation of the step.
     *
     * @throws IllegalArgumentException if the images are of another type or there is no such transformation
     */
    @Override
    public Map<String, Double> run(long t, Tensor images, RandomKey key, double learningRate) {
        double[] numbers = new double[1 + schedules.size()];
        numbers[0] = learningRate;
        for (int i = 0; i < schedules.size(); i++) {
            numbers[1 + i] = schedules.get(i).at(t);
        }
        int k = objective.labelled() ? checked(transformation.applyAsInt(t)) : 0;
        double[] found =
                plan(k).run(images, key.words(), Tensor.of(numbers)).getFirst().toDoubleArray();
        Map<String, Double> row = new LinkedHashMap<>();
        int i = 0;
        for (String name : names) {
            row.put(name, found[i++]);
        }
        return row;
    }

    /**
     * What the step of a transformation computes, in words: see {@link CapturedStep#explain}.
     *
     * @throws IllegalArgumentException if there is no such transformation
     */
    public String explain(int k) {
        return plan(checked(k)).explain();
    }

    private int checked(int k) {
        if (k < 0 || k >= own.size()) {
            throw new IllegalArgumentException("transformation must be from 0 to " + (own.size() - 1) + ", found " + k);
        }
        return k;
    }
}
