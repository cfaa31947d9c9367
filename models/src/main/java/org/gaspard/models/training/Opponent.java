package org.gaspard.models.training;

import java.util.List;
import java.util.OptionalDouble;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.check.Checks;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;

/**
 * A network that is trained beside a model on a loss of its own, such as the discriminator of FactorVAE. Both are updated from
 * the same pass: neither sees the other's update of this step, unless the model {@linkplain Response answers}. The model's terms may read the network, whose parameters they do
 * not list; the optimiser of the model does not change them.
 *
 * @param loss what the network minimises; {@code parameters()} are those of the network
 * @param optimizer must train just these
 * @param learningRate of the optimiser, at each step
 * @param maxNorm the largest Euclidean norm of the loss's gradient: a longer one is scaled down to it; or none
 */
public record Opponent(Term loss, Optimizer optimizer, Schedule learningRate, OptionalDouble maxNorm) {

    /** Checks that the optimiser trains what the loss trains, and that the norm is above 0. */
    public Opponent {
        List<Parameter> trained = loss.parameters();
        if (trained.isEmpty() || !optimizer.parameters().equals(trained)) {
            throw new IllegalArgumentException("the optimizer of " + loss.name() + " must train its parameters "
                    + trained + ", found " + optimizer.parameters());
        }
        maxNorm.ifPresent(norm -> Checks.positive("maxNorm", norm));
    }

    /** An opponent whose gradient is not clipped. */
    public Opponent(Term loss, Optimizer optimizer, Schedule learningRate) {
        this(loss, optimizer, learningRate, OptionalDouble.empty());
    }

    /** This opponent, its gradient of at most this norm. */
    public Opponent clipped(double norm) {
        return new Opponent(loss, optimizer, learningRate, OptionalDouble.of(norm));
    }
}
