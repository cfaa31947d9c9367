package org.gaspard.models.prior.implicit;

import org.gaspard.autodiff.nn.BatchNorm;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;

/** What the samplers share. */
final class Draws {

    private static final double EPSILON = 1e-5;

    private Draws() {}

    /**
     * Checks what a sampler is asked for.
     *
     * @param latents of the sampler
     */
    static void check(int n, int latents, Vae model) {
        Checks.atLeast("n", n, 1);
        if (model.latents() != latents) {
            throw new IllegalArgumentException(
                    "the sampler draws " + latents + " latents, the model has " + model.latents());
        }
    }

    /** The normalisation at the end of a sampler, with PyTorch's ε. */
    static BatchNorm norm(int latents, double momentum, boolean affine, DType dtype) {
        return new BatchNorm("prior.norm", latents, momentum, EPSILON, affine, dtype);
    }

    /** Checks a momentum of running statistics. */
    static void checkMomentum(double momentum) {
        if (!(momentum > 0 && momentum <= 1)) {
            throw new IllegalArgumentException("momentum must be above 0 and at most 1, found " + momentum);
        }
    }

    /** Checks an element type of parameters. */
    static void checkFloating(DType dtype) {
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException("dtype must be float32 or float64, found " + dtype);
        }
    }
}
