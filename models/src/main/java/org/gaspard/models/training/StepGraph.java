package org.gaspard.models.training;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** The graph of one training step, from the images to the new parameters. */
record StepGraph(Vae model, Objective objective, Optimizer optimizer, List<Schedule> scheduled) {

    private static final String LOSS = "loss";

    /**
     * The figures and updates of the terms that are active.
     *
     * @param numbers the learning rates of the model and of the opponents, the weights, the schedules, in this order
     */
    VaeStep.Figures of(BitSet active, Tensor images, RandomKey key, Tensor numbers) {
        VaePass pass = pass(images, key, numbers);
        Map<String, Tensor> values = new LinkedHashMap<>();
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        Map<String, Tensor> weighted = new LinkedHashMap<>();
        int weights = 1 + objective.opponents().size();
        for (int i = 0; i < objective.terms().size(); i++) {
            if (active.get(i)) {
                Term term = objective.terms().get(i).term();
                Tensor value = value(term, pass, values, diagnostics);
                weighted.put(
                        term.name(),
                        value.multiply(numbers.index(0, weights + i).cast(DType.FLOAT32)));
            }
        }
        Tensor loss = sum(weighted.values());
        Map<Parameter, Tensor> updates = new LinkedHashMap<>();
        for (int i = 0; i < objective.opponents().size(); i++) {
            Opponent opponent = objective.opponents().get(i);
            Tensor own = value(opponent.loss(), pass, values, diagnostics);
            updates.putAll(opponent.optimizer().updates(own, numbers.index(0, 1 + i)));
        }
        List<Tensor> leaves =
                optimizer.parameters().stream().map(Parameter::tensor).toList();
        GradientSum gradients = GradientSum.of(weighted, objective.projections(), leaves);
        updates.putAll(optimizer.updates(gradients.sum(), numbers.index(0, 0)));
        diagnostics.putAll(gradients.cosines());
        updates.putAll(pass.pass().updates());
        Map<String, Tensor> row = new LinkedHashMap<>();
        row.put(LOSS, loss);
        row.putAll(values);
        diagnostics.forEach((name, number) -> putNew(row, name, number, "diagnostics"));
        return new VaeStep.Figures(row, updates);
    }

    private VaePass pass(Tensor images, RandomKey key, Tensor numbers) {
        ForwardPass state = ForwardPass.training(key);
        int first = 1 + objective.opponents().size() + objective.terms().size();
        Map<Schedule, Tensor> known = new LinkedHashMap<>();
        for (int i = 0; i < scheduled.size(); i++) {
            known.put(scheduled.get(i), numbers.index(0, first + i).cast(DType.FLOAT32));
        }
        if (!objective.needsOtherImages()) {
            return model.forward(images, state).withScheduled(known);
        }
        int n = images.extent(0) / 2;
        return model.forward(images.slice(0, 0, n), state)
                .withOtherImages(images.slice(0, n, 2 * n))
                .withScheduled(known);
    }

    private static Tensor value(Term term, VaePass pass, Map<String, Tensor> values, Map<String, Tensor> diagnostics) {
        Term.Value value = term.value(pass);
        if (term.name().equals(LOSS)) {
            throw new IllegalArgumentException("no term can be named " + LOSS + ": the sum of all is");
        }
        putNew(values, term.name(), value.value(), "terms");
        value.diagnostics().forEach((name, number) -> putNew(diagnostics, name, number, "diagnostics"));
        return value.value();
    }

    private static void putNew(Map<String, Tensor> all, String name, Tensor value, String what) {
        if (all.put(name, value) != null) {
            throw new IllegalArgumentException("two " + what + " are named " + name);
        }
    }

    static Tensor sum(Iterable<Tensor> values) {
        Tensor sum = Tensor.full(new TensorType(Shape.scalar(), DType.FLOAT32), 0);
        for (Tensor value : values) {
            sum = sum.add(value);
        }
        return sum;
    }
}
