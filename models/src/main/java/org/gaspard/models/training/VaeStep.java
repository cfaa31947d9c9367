package org.gaspard.models.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
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
 * One training step of a {@link Vae} as one plan: forward pass, terms, gradients and the update of the optimiser.
 * Everything that changes from step to step (images, random key, learning rate, weights of the terms) is an input.
 */
public final class VaeStep {

    private static final String LOSS = "loss";

    private final Vae model;
    private final List<WeightedTerm> objective;
    private final Optimizer optimizer;
    private final List<String> names = new ArrayList<>();
    private final CapturedStep step;

    /**
     * Captures the step.
     *
     * @param images the type of a batch, float32 [N, H, W, C]
     * @param optimizer must train all parameters of the model and of the terms
     */
    public VaeStep(Vae model, List<WeightedTerm> objective, Optimizer optimizer, TensorType images) {
        this.model = model;
        this.objective = List.copyOf(objective);
        this.optimizer = optimizer;
        checkTrained();
        List<TensorType> inputs = List.of(
                images,
                RandomKey.type(),
                new TensorType(Shape.scalar(), DType.FLOAT64),
                new TensorType(Shape.of(objective.size()), DType.FLOAT32));
        this.step = CapturedStep.capture(inputs, state(), in -> {
            ForwardPass pass = ForwardPass.training(new RandomKey(in.get(1)));
            return body(model.forward(in.get(0), pass), in.get(2), in.get(3));
        });
    }

    private CapturedStep.Result body(VaePass pass, Tensor learningRate, Tensor weights) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        Tensor loss = Tensor.full(new TensorType(Shape.scalar(), DType.FLOAT32), 0);
        for (int i = 0; i < objective.size(); i++) {
            Term term = objective.get(i).term();
            Term.Value value = term.value(pass);
            loss = loss.add(value.value().multiply(weights.index(0, i)));
            if (values.put(term.name(), value.value()) != null || term.name().equals(LOSS)) {
                throw new IllegalArgumentException("two terms are named " + term.name());
            }
            value.diagnostics().forEach((name, number) -> {
                if (diagnostics.put(name, number) != null) {
                    throw new IllegalArgumentException("two diagnostics are named " + name);
                }
            });
        }
        List<Tensor> row = new ArrayList<>(List.of(loss));
        names.add(LOSS);
        Stream.of(values, diagnostics)
                .forEach(part -> part.forEach((name, value) -> {
                    names.add(name);
                    row.add(value);
                }));
        Map<Parameter, Tensor> updates = new LinkedHashMap<>(pass.pass().updates());
        updates.putAll(optimizer.updates(loss, learningRate));
        Tensor numbers = Tensor.stack(
                0, row.stream().map(value -> value.cast(DType.FLOAT64)).toList());
        return new CapturedStep.Result(List.of(numbers), updates);
    }

    private void checkTrained() {
        for (Parameter parameter : Stream.concat(model.parameters().stream(), termParameters().stream())
                .toList()) {
            if (!optimizer.parameters().contains(parameter)) {
                throw new IllegalArgumentException("the optimizer does not train " + parameter);
            }
        }
    }

    /** Everything that the step changes: trained parameters, buffers, the optimiser's state. */
    public List<Parameter> state() {
        return Stream.of(model.parameters(), termParameters(), model.buffers(), optimizer.state())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private List<Parameter> termParameters() {
        return objective.stream()
                .flatMap(weighted -> weighted.term().parameters().stream())
                .toList();
    }

    /**
     * Takes the step number {@code t} and returns the loss, the terms without their weights, and their diagnostics.
     *
     * @param images float32 [N, H, W, C]
     * @param key for all random numbers of the step
     */
    public Map<String, Double> run(long t, Tensor images, RandomKey key, double learningRate) {
        float[] weights = new float[objective.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) objective.get(i).weight().at(t);
        }
        double[] numbers = step.run(images, key.words(), Tensor.scalar(learningRate), Tensor.of(weights))
                .getFirst()
                .toDoubleArray();
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            row.put(names.get(i), numbers[i]);
        }
        return row;
    }

    /** What the step computes, in words: see {@link CapturedStep#explain}. */
    public String explain() {
        return step.explain();
    }
}
