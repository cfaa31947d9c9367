package org.gaspard.models.terms;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** Standard normal numbers times a trained scale [d] plus a trained shift [d], counting its draws: no density is asked for. */
record AffineSampler(Parameter scale, Parameter shift, Parameter draws) implements LatentSampler {

    /** That of comparison_terms.py. */
    static AffineSampler of(DType dtype) {
        Tensor scale = TinyVae.wave(0.5, 1.1, 0.3, TinyVae.LATENTS).add(1.2);
        Tensor shift = TinyVae.wave(0.4, 0.7, 0.1, TinyVae.LATENTS);
        return new AffineSampler(
                new Parameter("prior.scale", scale.cast(dtype)),
                new Parameter("prior.shift", shift.cast(dtype)),
                new Parameter("prior.draws", Tensor.scalar(0.0)));
    }

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        pass.update(draws, pass.value(draws).add(1));
        return key.normal(scale.dtype(), n, scale.shape().extent(0))
                .multiply(pass.value(scale))
                .add(pass.value(shift));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(scale, shift);
    }

    @Override
    public List<Parameter> buffers() {
        return List.of(draws);
    }
}
