package org.gaspard.models.sequences.baselines;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * A β-variational autoencoder ([H17]; β = 1: [K14]) that sees all frames of all sequences as images which have nothing to do with each
 * other, and no transformation:
 *
 * <pre>{@code
 * L = mean over frames of  −ln p(x | z) + β KL(q(z | x) ‖ N(0, I))
 * }</pre>
 *
 * <p>Sequences are foretold by a {@link StillPredictor} or an {@link AxisTraversal}.
 *
 * @param transformations K of the data
 * @param beta β, at least 0
 */
public record PlainSequenceVae(Vae vae, int transformations, double beta) implements SequenceObjective {

    /** Checks the encoder and the ranges. */
    public PlainSequenceVae {
        Sequences.variational(vae);
        Checks.atLeast("transformations", transformations, 1);
        Checks.nonNegative("beta", beta);
    }

    @Override
    public boolean labelled() {
        return false;
    }

    @Override
    public List<Parameter> shared() {
        return vae.parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return vae.buffers();
    }

    /** With the figures {@code reconstruction} and {@code kl}, both for each frame. */
    @Override
    public Value value(SequencePass pass) {
        VaePass all = vae.forward(pass.images(), pass.pass());
        Tensor reconstruction = vae.likelihood()
                .negativeLogLikelihood(all.output(), all.images())
                .mean();
        Tensor kl = all.posterior().kl().sum(-1).mean();
        Map<String, Tensor> figures = new LinkedHashMap<>();
        figures.put("reconstruction", reconstruction);
        figures.put("kl", kl);
        return new Value(reconstruction.add(kl.multiply(beta)), figures);
    }
}
