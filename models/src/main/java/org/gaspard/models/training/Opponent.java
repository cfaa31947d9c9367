package org.gaspard.models.training;

import java.util.List;
import java.util.OptionalDouble;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.check.Checks;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;

/**
 * A network that is trained beside a model on a loss of its own, such as the discriminator of FactorVAE or the critic of a
 * Wasserstein model. The model's terms may read the network, whose parameters they do not list; the optimiser of the model does not
 * change them.
 *
 * @param loss what the network minimises; {@code parameters()} are those of the network
 * @param optimizer must train just these
 * @param learningRate of the optimiser, at each step
 * @param maxNorm the largest Euclidean norm of the loss's gradient: a longer one is scaled down to it; or none
 * @param turn when the network is updated
 */
public record Opponent(Term loss, Optimizer optimizer, Schedule learningRate, OptionalDouble maxNorm, Turn turn) {

    /** When an opponent is updated in a step of its model. */
    public sealed interface Turn {

        /**
         * Once, at the same time as the model: both are updated from the same pass, and neither sees the other's update of this step,
         * unless the model {@linkplain Response answers}.
         */
        record Beside() implements Turn {}

        /**
         * Several times after the model, which is as it is after its update: its encoder sees the images of the step once more, then
         * each update has a pass of its own over the same posteriors, with new random numbers. The latent and the output of these
         * passes are those of the first one; a loss draws its own latents. In the model's terms the network is as it was before. The
         * figures of the last update are logged.
         *
         * @param updates how many
         */
        record After(int updates) implements Turn {
            /** Checks the range. */
            public After {
                Checks.atLeast("updates", updates, 1);
            }
        }
    }

    /** Checks that the optimiser trains what the loss trains, and that the norm is above 0. */
    public Opponent {
        List<Parameter> trained = loss.parameters();
        if (trained.isEmpty() || !optimizer.parameters().equals(trained)) {
            throw new IllegalArgumentException("the optimizer of " + loss.name() + " must train its parameters "
                    + trained + ", found " + optimizer.parameters());
        }
        maxNorm.ifPresent(norm -> Checks.positive("maxNorm", norm));
    }

    /** An opponent that is updated beside its model and whose gradient is not clipped. */
    public Opponent(Term loss, Optimizer optimizer, Schedule learningRate) {
        this(loss, optimizer, learningRate, OptionalDouble.empty(), new Turn.Beside());
    }

    /** This opponent, its gradient of at most this norm. */
    public Opponent clipped(double norm) {
        return new Opponent(loss, optimizer, learningRate, OptionalDouble.of(norm), turn);
    }

    /** This opponent, updated so many times after its model. */
    public Opponent after(int updates) {
        return new Opponent(loss, optimizer, learningRate, maxNorm, new Turn.After(updates));
    }
}
