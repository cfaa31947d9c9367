package org.gaspard.autodiff.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * A rule that turns gradients into new parameters. It owns what it remembers, as parameters of its own, and changes
 * nothing itself: a step captured once computes loss, gradients and updates as one plan.
 *
 * {@snippet :
 * Tensor loss = network.apply(inputs.get(0), pass).square().mean();
 * Tensor learningRate = inputs.get(1);
 * Map<Parameter, Tensor> updates = new LinkedHashMap<>(pass.updates());
 * updates.putAll(optimizer.updates(loss, learningRate));
 * return new CapturedStep.Result(List.of(loss), updates);
 * }
 *
 * <p>The state must be among the captured parameters, beside what is trained and the buffers of the layers. A parameter
 * that the loss does not depend on has a gradient of zeros, and still decays and moves by its momentum; leave it out of
 * the groups to keep it as it is.
 */
public interface Optimizer {

    /** What is trained, group after group: the order that gradients come in. */
    List<Parameter> parameters();

    /** What the optimiser remembers, under stable names: all that a checkpoint needs to go on as if never stopped. */
    List<Parameter> state();

    /**
     * What the trained parameters and the state become.
     *
     * @param gradients of the loss, one for each of {@link #parameters}
     * @param learningRate a floating-point scalar, a leaf or an input of the step
     * @throws IllegalArgumentException if a gradient does not have the type of its parameter
     */
    default Map<Parameter, Tensor> updates(List<Tensor> gradients, Tensor learningRate) {
        return updates(gradients, learningRate, Map.of());
    }

    /**
     * What the trained parameters and the state become, from other numbers than those they have: for several steps in one graph,
     * each from what the step before gave.
     *
     * @param gradients of the loss, one for each of {@link #parameters}
     * @param learningRate a floating-point scalar, a leaf or an input of the step
     * @param current numbers of parameters and of the state; those that are absent count as they are
     * @throws IllegalArgumentException if a gradient does not have the type of its parameter
     */
    Map<Parameter, Tensor> updates(List<Tensor> gradients, Tensor learningRate, Map<Parameter, Tensor> current);

    /** What the trained parameters and the state become by a step against the gradient of the scalar {@code loss}. */
    default Map<Parameter, Tensor> updates(Tensor loss, Tensor learningRate) {
        List<Tensor> leaves = parameters().stream().map(Parameter::tensor).toList();
        return updates(Autodiff.gradient(loss, leaves), learningRate);
    }

    /**
     * Takes one step against the gradient of {@code loss} now, for programs that do not capture their steps.
     *
     * @param loss a scalar built from the current leaves of the parameters
     * @return the value of the loss before the step
     */
    default double step(Tensor loss, double learningRate) {
        Map<Parameter, Tensor> updates = updates(loss, Tensor.scalar(learningRate));
        List<Tensor> wanted = new ArrayList<>(updates.values());
        wanted.add(loss);
        Tensor.evaluate(wanted);
        updates.forEach(Parameter::assign);
        return loss.item();
    }
}
