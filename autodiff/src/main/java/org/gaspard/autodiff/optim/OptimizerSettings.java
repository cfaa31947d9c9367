package org.gaspard.autodiff.optim;

import java.util.List;
import org.gaspard.tensor.Parameter;

/** A rule with its options, from which optimisers are made. */
public interface OptimizerSettings {

    /** What the names of the state begin with where there is one optimiser of this kind. */
    String usualName();

    /**
     * An optimiser that remembers nothing yet.
     *
     * @param name what the names of the state begin with; different for each optimiser of one program
     */
    Optimizer optimizer(String name, List<ParameterGroup> groups);

    /** An optimiser of the usual name that trains all parameters alike. */
    default Optimizer optimizer(List<Parameter> parameters) {
        return optimizer(usualName(), List.of(ParameterGroup.of(parameters)));
    }
}
