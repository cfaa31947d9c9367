package org.gaspard.models.gwae;

import java.util.List;
import org.gaspard.models.VaePass;
import org.gaspard.models.gwae.GwaeSettings.Discrepancy.Bandwidth;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.terms.Generated;
import org.gaspard.models.terms.PriorMmd;
import org.gaspard.models.terms.RadialKernel;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;

/** The discrepancy between the latents of a pass and the draws of the prior that the images of the pass are generated from. */
record LatentMatching(PriorMmd discrepancy) implements Term {

    static LatentMatching of(LatentSampler prior, Bandwidth bandwidth, int latents) {
        PriorMmd discrepancy = switch (bandwidth) {
            case PUBLISHED -> PriorMmd.infoVae(latents);
            case MEDIAN -> new PriorMmd(new RadialKernel.MedianGaussian(), false);
        };
        return new LatentMatching(discrepancy.from(prior));
    }

    @Override
    public String name() {
        return "latent_matching";
    }

    @Override
    public List<Parameter> buffers() {
        return discrepancy.buffers();
    }

    @Override
    public Value value(VaePass pass) {
        return Value.of(discrepancy.between(
                pass.latent(), Generated.in(pass, discrepancy.prior()).latents()));
    }
}
