package org.gaspard.models.methods;

import java.util.List;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.ParameterGroup;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.terms.Term;
import org.gaspard.models.training.Opponent;

/** Discriminators that are trained beside a model. */
final class Opponents {

    private Opponents() {}

    /** One trained by Adam with these betas, at the rate of the setting. */
    static Opponent adam(Term loss, double beta1, double beta2, Setting setting) {
        return adam(loss, beta1, beta2, setting, 1);
    }

    /** One that learns this many times as fast. */
    static Opponent adam(Term loss, double beta1, double beta2, Setting setting, double speed) {
        Adam optimizer = new Adam(
                "discriminator.adam",
                List.of(ParameterGroup.of(loss.parameters())),
                Adam.Settings.adam().withBetas(beta1, beta2));
        return new Opponent(loss, optimizer, Schedule.constant(speed * setting.learningRate()));
    }
}
