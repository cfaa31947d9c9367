package org.gaspard.models.training;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.GradientClipping;
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

/**
 * The graphs of one training step, from the images to the new parameters: one, or two where the model answers its opponents. All
 * take the same numbers: the learning rates of the model and of the opponents, the weights of the terms and of the responses, the
 * schedules, in this order.
 *
 * @param kept where the first graph leaves the gradient for the second, one for each trained parameter; empty if there is no second
 */
record StepGraph(Vae model, Objective objective, Optimizer optimizer, List<Schedule> scheduled, List<Parameter> kept) {

    private static final String LOSS = "loss";

    /**
     * The child of the step's key for what follows the model's first update; those from 0 on belong to the pass before it.
     */
    private static final int SECOND = -1;

    /**
     * The figures of a graph while it is being made.
     *
     * @param values of terms, without their weights
     * @param diagnostics what terms say beside them
     */
    private record Found(Map<String, Tensor> values, Map<String, Tensor> diagnostics) {

        Found() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        Tensor value(Term term, VaePass pass) {
            Term.Value value = term.value(pass);
            if (term.name().equals(LOSS)) {
                throw new IllegalArgumentException("no term can be named " + LOSS + ": the sum of all is");
            }
            putNew(values, term.name(), value.value(), "terms");
            value.diagnostics().forEach((name, number) -> putNew(diagnostics, name, number, "diagnostics"));
            return value.value();
        }

        /** These figures, then values, then diagnostics. */
        Map<String, Tensor> after(Map<String, Tensor> figures) {
            Map<String, Tensor> row = new LinkedHashMap<>(figures);
            row.putAll(values);
            diagnostics.forEach((name, number) -> putNew(row, name, number, "diagnostics"));
            return row;
        }

        private static void putNew(Map<String, Tensor> all, String name, Tensor value, String what) {
            if (all.put(name, value) != null) {
                throw new IllegalArgumentException("two " + what + " are named " + name);
            }
        }
    }

    /** The update of the model by the terms that are active; that of its opponents, too, unless it answers them. */
    VaeStep.Figures first(BitSet active, Tensor images, RandomKey key, Tensor numbers) {
        VaePass pass = pass(images, ForwardPass.training(key), numbers);
        Found found = new Found();
        Map<String, Tensor> weighted = new LinkedHashMap<>();
        for (int i = 0; i < objective.terms().size(); i++) {
            if (active.get(i)) {
                Term term = objective.terms().get(i).term();
                weighted.put(term.name(), found.value(term, pass).multiply(single(numbers, firstWeight() + i)));
            }
        }
        Map<Parameter, Tensor> updates = new LinkedHashMap<>();
        if (objective.responses().isEmpty()) {
            updates.putAll(learned(pass, numbers, found));
        }
        GradientSum sum = GradientSum.of(weighted, objective.projections(), leaves(optimizer.parameters()));
        List<Tensor> gradients = clipped(sum.sum(), objective.maxNorm());
        for (int i = 0; i < kept.size(); i++) {
            updates.put(kept.get(i), gradients.get(i));
        }
        updates.putAll(optimizer.updates(gradients, numbers.index(0, 0)));
        updates.putAll(pass.pass().updates());
        after(images, key.child(SECOND), numbers, updates, found);
        found.diagnostics().putAll(sum.cosines());
        return new VaeStep.Figures(found.after(Map.of(LOSS, sum(weighted.values()))), updates);
    }

    /** The update of the opponents by a new pass, and the second one of the model. */
    VaeStep.Figures second(Tensor images, RandomKey key, Tensor numbers) {
        VaePass pass = pass(images, ForwardPass.training(key.child(SECOND)), numbers);
        Found found = new Found();
        Map<Parameter, Tensor> updates = learned(pass, numbers, found);
        VaePass after = pass.withState(pass.pass().with(constant(updates)));
        List<Tensor> gradients = new ArrayList<>(leaves(kept));
        int firstWeight = firstWeight() + objective.terms().size();
        for (int i = 0; i < objective.responses().size(); i++) {
            Response response = objective.responses().get(i);
            Tensor value = found.value(response.term(), after).multiply(single(numbers, firstWeight + i));
            answer(response, value, gradients);
        }
        updates.putAll(optimizer.updates(gradients, numbers.index(0, 0)));
        updates.putAll(pass.pass().updates());
        return new VaeStep.Figures(found.after(Map.of()), updates);
    }

    /** Adds what opponents and their optimisers become that are updated after the model has its updates. */
    private void after(Tensor images, RandomKey key, Tensor numbers, Map<Parameter, Tensor> updates, Found found) {
        int passes = 0;
        Optional<VaePass> encoded = Optional.empty();
        for (int i = 0; i < objective.opponents().size(); i++) {
            Opponent opponent = objective.opponents().get(i);
            if (!(opponent.turn() instanceof Opponent.Turn.After(int times))) {
                continue;
            }
            VaePass trained = encoded.orElseGet(() -> encodedAgain(images, key, numbers, updates));
            encoded = Optional.of(trained);
            for (int u = 1; u <= times; u++) {
                Found figures = u < times ? new Found() : found;
                Tensor rate = numbers.index(0, 1 + i);
                updates.putAll(learned(opponent, trained, key.child(--passes), rate, constant(updates), figures));
            }
        }
    }

    /** The pass of the updated model that its later opponents see. */
    private VaePass encodedAgain(Tensor images, RandomKey key, Tensor numbers, Map<Parameter, Tensor> updates) {
        VaePass pass = pass(images, ForwardPass.training(key).with(constant(updates)), numbers);
        updates.putAll(pass.pass().updates());
        return pass;
    }

    /**
     * What one opponent and its optimiser become by one of several updates.
     *
     * @param trained the pass of the updated model
     * @param current what parameters have become so far
     */
    private static Map<Parameter, Tensor> learned(
            Opponent opponent,
            VaePass trained,
            RandomKey key,
            Tensor learningRate,
            Map<Parameter, Tensor> current,
            Found found) {
        ForwardPass state = ForwardPass.training(key).with(current);
        Optimizer own = opponent.optimizer();
        List<Tensor> cells = own.parameters().stream().map(state::value).toList();
        Tensor loss = found.value(opponent.loss(), trained.withState(state));
        List<Tensor> gradients = clipped(Autodiff.gradient(loss, cells), opponent.maxNorm());
        Map<Parameter, Tensor> updates = new LinkedHashMap<>(own.updates(gradients, learningRate, current));
        updates.putAll(state.updates());
        return updates;
    }

    /** What opponents beside the model and their optimisers become. */
    private Map<Parameter, Tensor> learned(VaePass pass, Tensor numbers, Found found) {
        Map<Parameter, Tensor> updates = new LinkedHashMap<>();
        for (int i = 0; i < objective.opponents().size(); i++) {
            Opponent opponent = objective.opponents().get(i);
            if (!(opponent.turn() instanceof Opponent.Turn.Beside)) {
                continue;
            }
            Optimizer own = opponent.optimizer();
            List<Tensor> gradients = Autodiff.gradient(found.value(opponent.loss(), pass), leaves(own.parameters()));
            updates.putAll(own.updates(clipped(gradients, opponent.maxNorm()), numbers.index(0, 1 + i)));
        }
        return updates;
    }

    /** Without which the gradient of a response would flow through the opponents' update. */
    private static Map<Parameter, Tensor> constant(Map<Parameter, Tensor> updates) {
        Map<Parameter, Tensor> constants = new LinkedHashMap<>();
        updates.forEach((parameter, value) -> constants.put(parameter, value.stopGradient()));
        return constants;
    }

    private void answer(Response response, Tensor value, List<Tensor> gradients) {
        List<Integer> positions = response.parameters().stream()
                .map(optimizer.parameters()::indexOf)
                .toList();
        List<Tensor> own = Autodiff.gradient(value, leaves(response.parameters()));
        List<Tensor> sums = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            sums.add(gradients.get(positions.get(i)).add(own.get(i)));
        }
        List<Tensor> clipped = clipped(sums, response.maxNorm());
        for (int i = 0; i < own.size(); i++) {
            gradients.set(positions.get(i), clipped.get(i));
        }
    }

    private static List<Tensor> clipped(List<Tensor> gradients, OptionalDouble maxNorm) {
        return maxNorm.isPresent()
                ? GradientClipping.byGlobalNorm(gradients, maxNorm.getAsDouble())
                        .gradients()
                : gradients;
    }

    private static List<Tensor> leaves(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::tensor).toList();
    }

    private int firstWeight() {
        return 1 + objective.opponents().size();
    }

    private static Tensor single(Tensor numbers, int position) {
        return numbers.index(0, position).cast(DType.FLOAT32);
    }

    private VaePass pass(Tensor images, ForwardPass state, Tensor numbers) {
        int first =
                firstWeight() + objective.terms().size() + objective.responses().size();
        Map<Schedule, Tensor> known = new LinkedHashMap<>();
        for (int i = 0; i < scheduled.size(); i++) {
            known.put(scheduled.get(i), single(numbers, first + i));
        }
        if (!objective.needsOtherImages()) {
            return model.forward(images, state).withScheduled(known);
        }
        int n = images.extent(0) / 2;
        return model.forward(images.slice(0, 0, n), state)
                .withOtherImages(images.slice(0, n, 2 * n))
                .withScheduled(known);
    }

    static Tensor sum(Iterable<Tensor> values) {
        Tensor sum = Tensor.full(new TensorType(Shape.scalar(), DType.FLOAT32), 0);
        for (Tensor value : values) {
            sum = sum.add(value);
        }
        return sum;
    }
}
