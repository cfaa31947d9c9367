package org.gaspard.autodiff.optim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The part that all optimisers share: the trained parameters with their groups, one named tensor of zeros for each slot
 * (moment, velocity, ...) and parameter, and the count of steps taken.
 */
final class State {

    /** What the update of one parameter is made of; the learning rate is a float64 scalar. */
    record Entry(
            Parameter parameter,
            Tensor value,
            Tensor gradient,
            Tensor learningRate,
            double weightDecay,
            Map<Parameter, Tensor> current) {

        /** What a part of the state is before the step. */
        Tensor before(Parameter slot) {
            return now(slot, current);
        }
    }

    /** Writes the updates of one parameter: its new value and its new slots. */
    @FunctionalInterface
    interface Rule {
        void update(Entry entry, Map<Parameter, Tensor> updates);
    }

    private record Slot(String name, Parameter of) {}

    private final List<ParameterGroup> groups;
    private final List<Parameter> parameters;
    private final Map<Slot, Parameter> slots = new LinkedHashMap<>();
    private final Parameter steps;

    State(String name, List<ParameterGroup> groups, List<String> slotNames) {
        this.groups = List.copyOf(groups);
        this.parameters =
                groups.stream().flatMap(group -> group.parameters().stream()).toList();
        checkNames(parameters);
        this.steps = new Parameter(name + ".step", Tensor.scalar(0.0));
        for (String slot : slotNames) {
            for (Parameter p : parameters) {
                Tensor zeros = Tensor.full(new TensorType(p.shape(), p.dtype()), 0);
                slots.put(new Slot(slot, p), new Parameter(name + "." + slot + "." + p.name(), zeros));
            }
        }
    }

    private static void checkNames(List<Parameter> parameters) {
        Set<String> names = new HashSet<>();
        for (Parameter p : parameters) {
            if (!names.add(p.name())) {
                throw new IllegalArgumentException("two parameters to train are named " + p.name());
            }
            if (!p.dtype().isFloating()) {
                throw new IllegalArgumentException("parameter " + p + " is not a floating-point one");
            }
        }
    }

    List<Parameter> parameters() {
        return parameters;
    }

    List<Parameter> all() {
        List<Parameter> all = new ArrayList<>(slots.values());
        all.add(steps);
        return all;
    }

    Parameter slot(String slot, Parameter parameter) {
        Parameter cell = slots.get(new Slot(slot, parameter));
        if (cell == null) {
            throw new IllegalArgumentException("no slot " + slot + " of parameter " + parameter);
        }
        return cell;
    }

    /** The float64 number of this step, counted from 1. */
    Tensor stepNumber(Map<Parameter, Tensor> current) {
        return now(steps, current).add(1);
    }

    private static Tensor now(Parameter cell, Map<Parameter, Tensor> current) {
        return current.getOrDefault(cell, cell.tensor());
    }

    Map<Parameter, Tensor> updates(
            List<Tensor> gradients, Tensor learningRate, Map<Parameter, Tensor> current, Rule rule) {
        if (gradients.size() != parameters.size()) {
            throw new IllegalArgumentException(
                    "found " + gradients.size() + " gradients for " + parameters.size() + " parameters");
        }
        if (learningRate.rank() != 0 || !learningRate.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "the learning rate must be a floating-point scalar, found " + learningRate.type());
        }
        Map<Parameter, Tensor> updates = new LinkedHashMap<>();
        Tensor rate = learningRate.cast(DType.FLOAT64);
        int next = 0;
        for (ParameterGroup group : groups) {
            Tensor scaled = group.learningRateScale() == 1 ? rate : rate.multiply(group.learningRateScale());
            for (Parameter p : group.parameters()) {
                Tensor gradient = gradients.get(next++);
                if (!gradient.shape().equals(p.shape()) || gradient.dtype() != p.dtype()) {
                    throw new IllegalArgumentException(
                            "the gradient of parameter " + p + " has type " + gradient.type());
                }
                rule.update(new Entry(p, now(p, current), gradient, scaled, group.weightDecay(), current), updates);
            }
        }
        updates.put(steps, stepNumber(current));
        return updates;
    }
}
