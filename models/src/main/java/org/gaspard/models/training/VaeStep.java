package org.gaspard.models.training;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.Vae;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * One training step of a {@link Vae} as one plan: forward pass, terms, gradients and the updates of the optimisers. Everything
 * that changes from step to step (images, random key, learning rates, weights of the terms, their schedules) is an input. Where
 * terms start later there is one plan until then and another one from then on. Where the model {@linkplain Response answers} its
 * opponents, a second plan follows in each step.
 */
public final class VaeStep implements TrainingStep {

    private final Vae model;
    private final Objective objective;
    private final Optimizer optimizer;
    private final List<Schedule> numbers;
    private final List<Schedule> scheduled;
    private final TensorType images;
    private final List<String> names;
    private final List<Parameter> kept;
    private final Optional<Captured> second;
    private Captured captured;

    /** A plan, the first one for some of the terms, and what its figures are called. */
    private record Captured(BitSet active, List<String> names, CapturedStep step) {

        void run(Tensor images, RandomKey key, Tensor numbers, Map<String, Double> row) {
            double[] found = step.run(images, key.words(), numbers).getFirst().toDoubleArray();
            for (int i = 0; i < found.length; i++) {
                row.put(names.get(i), found[i]);
            }
        }
    }

    /** The graph of a plan, made of the images, the key and the numbers of a step. */
    @FunctionalInterface
    private interface Part {
        Figures of(StepGraph graph, Tensor images, RandomKey key, Tensor numbers);
    }

    /**
     * Captures the step.
     *
     * @param images the type of a batch, float32 [N, H, W, C]
     * @param optimizer must train all parameters of the model and of the terms
     */
    public VaeStep(Vae model, List<WeightedTerm> objective, Optimizer optimizer, TensorType images) {
        this(model, Objective.of(objective), optimizer, images);
    }

    /**
     * Captures the step.
     *
     * @param images the type of a batch, float32 [N, H, W, C]; a step with a second batch takes both in one, [2 N, H, W, C]:
     *     see {@link #imagesType}
     * @param optimizer must train all parameters of the model and of its terms, and none of the opponents
     * @throws IllegalArgumentException if it does not, or not what a response names, or there is no term, or two have the same name
     */
    public VaeStep(Vae model, Objective objective, Optimizer optimizer, TensorType images) {
        if (objective.terms().isEmpty()) {
            throw new IllegalArgumentException("the objective must have at least one term, found none");
        }
        this.model = model;
        this.objective = objective;
        this.optimizer = optimizer;
        this.images = objective.needsOtherImages() ? twice(images) : images;
        this.scheduled = objective.all().stream()
                .flatMap(term -> term.schedules().stream())
                .distinct()
                .toList();
        this.numbers = Stream.of(
                        objective.opponents().stream().map(Opponent::learningRate),
                        objective.terms().stream().map(WeightedTerm::weight),
                        objective.responses().stream().map(Response::weight),
                        scheduled.stream())
                .flatMap(part -> part)
                .toList();
        this.kept = objective.responses().isEmpty()
                ? List.of()
                : optimizer.parameters().stream().map(VaeStep::gradientOf).toList();
        checkTrained();
        BitSet all = new BitSet();
        all.set(0, objective.terms().size());
        this.captured = first(all);
        this.second = objective.responses().isEmpty()
                ? Optional.empty()
                : Optional.of(capture(new BitSet(), StepGraph::second));
        this.names = Stream.concat(captured.names.stream(), second.stream().flatMap(plan -> plan.names.stream()))
                .toList();
        checkNames();
    }

    private static Parameter gradientOf(Parameter parameter) {
        return new Parameter(
                "gradient." + parameter.name(), Tensor.full(new TensorType(parameter.shape(), parameter.dtype()), 0));
    }

    private void checkNames() {
        Set<String> seen = new HashSet<>();
        names.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("two figures are named " + name);
        });
    }

    private static TensorType twice(TensorType images) {
        int[] extents = images.shape().toArray();
        extents[0] *= 2;
        return new TensorType(Shape.of(extents), images.dtype());
    }

    private Captured first(BitSet active) {
        return capture(active, (graph, images, key, numbers) -> graph.first(active, images, key, numbers));
    }

    private Captured capture(BitSet active, Part part) {
        List<TensorType> inputs =
                List.of(images, RandomKey.type(), new TensorType(Shape.of(1 + numbers.size()), DType.FLOAT64));
        StepGraph graph = new StepGraph(model, objective, optimizer, scheduled, kept);
        List<String> figures = new ArrayList<>();
        List<Parameter> cells = Stream.concat(state().stream(), kept.stream()).toList();
        CapturedStep step = CapturedStep.capture(inputs, cells, in -> {
            Figures found = part.of(graph, in.get(0), new RandomKey(in.get(1)), in.get(2));
            figures.addAll(found.values().keySet());
            Tensor row = Tensor.stack(
                    0,
                    found.values().values().stream()
                            .map(value -> value.cast(DType.FLOAT64))
                            .toList());
            return new CapturedStep.Result(List.of(row), found.updates());
        });
        return new Captured(active, figures, step);
    }

    /**
     * What a plan computes.
     *
     * @param values scalars by name, the loss first if the terms are among them
     * @param updates what parameters become
     */
    record Figures(Map<String, Tensor> values, Map<Parameter, Tensor> updates) {}

    private void checkTrained() {
        Set<Parameter> trained = Set.copyOf(optimizer.parameters());
        Stream.concat(model.parameters().stream(), objective.parameters().stream())
                .filter(parameter -> !trained.contains(parameter))
                .findFirst()
                .ifPresent(parameter -> {
                    throw new IllegalArgumentException("the optimizer does not train " + parameter);
                });
        for (Response response : objective.responses()) {
            response.parameters().stream()
                    .filter(parameter -> !trained.contains(parameter))
                    .findFirst()
                    .ifPresent(parameter -> {
                        throw new IllegalArgumentException("the optimizer does not train " + parameter
                                + ", which the response " + response.term().name() + " names");
                    });
        }
        objective.opponents().stream()
                .flatMap(opponent -> opponent.optimizer().parameters().stream())
                .filter(trained::contains)
                .findFirst()
                .ifPresent(parameter -> {
                    throw new IllegalArgumentException("the optimizer of the model trains an opponent's " + parameter);
                });
    }

    /** Everything that the step changes: trained parameters, buffers, the state of the optimisers. */
    @Override
    public List<Parameter> state() {
        return Stream.of(
                        Stream.of(model.parameters(), objective.parameters(), model.buffers()),
                        objective.all().stream().map(Term::buffers),
                        Stream.of(optimizer.state()),
                        objective.opponents().stream()
                                .map(opponent -> opponent.optimizer().parameters()),
                        objective.opponents().stream()
                                .map(opponent -> opponent.optimizer().state()))
                .flatMap(lists -> lists)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** The type of the images of a step: one batch, or two in one where a term asks for a second. */
    @Override
    public TensorType imagesType() {
        return images;
    }

    /** How many batches the images of a step are: 2 where a term asks for a second one, else 1. */
    @Override
    public int batches() {
        return objective.needsOtherImages() ? 2 : 1;
    }

    /** The names of all figures, those of terms that start later among them. */
    @Override
    public List<String> names() {
        return names;
    }

    /**
     * Takes the step number {@code t} and returns the loss, the terms without their weights, the losses of opponents, the answers
     * to them, and the diagnostics of all; terms that start later are absent.
     *
     * @param images of {@link #imagesType}
     * @param key for all random numbers of the step
     */
    @Override
    public Map<String, Double> run(long t, Tensor images, RandomKey key, double learningRate) {
        BitSet active = new BitSet();
        IntStream.range(0, objective.terms().size())
                .filter(i -> objective.terms().get(i).start() <= t)
                .forEach(active::set);
        if (!captured.active.equals(active)) {
            captured = first(active);
        }
        double[] inputs = new double[1 + numbers.size()];
        inputs[0] = learningRate;
        for (int i = 0; i < numbers.size(); i++) {
            inputs[1 + i] = numbers.get(i).at(t);
        }
        Tensor current = Tensor.of(inputs);
        Map<String, Double> row = new LinkedHashMap<>();
        captured.run(images, key, current, row);
        second.ifPresent(plan -> plan.run(images, key, current, row));
        return row;
    }

    /** What the step computes, in words: see {@link CapturedStep#explain}. */
    public String explain() {
        return captured.step.explain()
                + second.map(plan -> "\n" + plan.step.explain()).orElse("");
    }
}
