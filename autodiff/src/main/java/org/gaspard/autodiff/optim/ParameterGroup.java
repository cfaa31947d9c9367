package org.gaspard.autodiff.optim;

import java.util.List;
import java.util.function.Predicate;
import org.gaspard.tensor.Parameter;

/**
 * Parameters that an optimiser treats alike.
 *
 * @param parameters what is trained
 * @param learningRateScale a factor of the learning rate, 1 by default
 * @param weightDecay λ of the optimiser's weight decay, 0 by default
 */
public record ParameterGroup(List<Parameter> parameters, double learningRateScale, double weightDecay) {

    /** Checks the ranges and copies the list. */
    public ParameterGroup {
        parameters = List.copyOf(parameters);
        if (!(learningRateScale >= 0) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException("learning rate scale " + learningRateScale + " and weight decay "
                    + weightDecay + " must not be negative");
        }
    }

    /** The parameters with the whole learning rate and no weight decay. */
    public static ParameterGroup of(List<Parameter> parameters) {
        return new ParameterGroup(parameters, 1, 0);
    }

    /** This group with another factor of the learning rate. */
    public ParameterGroup withLearningRateScale(double scale) {
        return new ParameterGroup(parameters, scale, weightDecay);
    }

    /** This group with another weight decay. */
    public ParameterGroup withWeightDecay(double decay) {
        return new ParameterGroup(parameters, learningRateScale, decay);
    }

    /** This group with only those parameters that {@code chosen} accepts. */
    public ParameterGroup only(Predicate<Parameter> chosen) {
        return new ParameterGroup(parameters.stream().filter(chosen).toList(), learningRateScale, weightDecay);
    }

    /** This group without those parameters that {@code excluded} accepts. */
    public ParameterGroup without(Predicate<Parameter> excluded) {
        return only(excluded.negate());
    }
}
