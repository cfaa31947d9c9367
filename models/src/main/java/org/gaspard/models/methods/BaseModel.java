package org.gaspard.models.methods;

import java.util.List;
import org.gaspard.models.Vae;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.Objective;

/**
 * A model without regularisers: what its encoder says of an image, and what it minimises.
 *
 * @param name as papers write it
 * @param encoding what the encoder says
 * @param assembly makes the objective
 */
public record BaseModel(String name, Vae.Encoding encoding, Assembly assembly) {

    /** Makes an objective for some networks. */
    @FunctionalInterface
    public interface Assembly {

        /** The objective. */
        Objective of(Setting setting);
    }

    /** This model under another name. */
    BaseModel named(String other) {
        return new BaseModel(other, encoding, assembly);
    }

    /**
     * This model without its reconstruction, so that the encoder learns from its other terms and from regularisers alone, and
     * nothing trains the decoder but terms that apply it. {@code −log p(x|z) + β KL} becomes {@code β KL}. All terms are left out
     * of which {@link org.gaspard.models.terms.Term#reconstructs} is true: a calibrated scale goes with its reconstruction, and a
     * VAE-GAN loses both of its. Adam leaves parameters on which no term depends as they are.
     *
     * <p>Uscidda et al., ICLR 2025, try geometry without a decoder, and Roth et al., ICLR 2023, factorised supports. (What the
     * former keep beside the geometry is not known to us.)
     *
     * @throws IllegalArgumentException from {@link #objective}, if the model has no term that is a reconstruction
     */
    public BaseModel withoutReconstruction() {
        String other = name + " without reconstruction";
        return new BaseModel(other, encoding, setting -> {
            Objective whole = assembly.of(setting);
            List<WeightedTerm> rest = whole.terms().stream()
                    .filter(weighted -> !weighted.term().reconstructs())
                    .toList();
            if (rest.size() == whole.terms().size()) {
                throw new IllegalArgumentException(
                        name + " has no term that reconstructs and does nothing else, found the terms "
                                + whole.terms().stream()
                                        .map(weighted -> weighted.term().name())
                                        .toList());
            }
            return new Objective(rest, whole.opponents(), whole.projections(), whole.maxNorm(), whole.responses());
        });
    }

    /**
     * The objective for some networks.
     *
     * @throws IllegalArgumentException if they encode images in another way
     */
    public Objective objective(Setting setting) {
        if (setting.model().encoding() != encoding) {
            throw new IllegalArgumentException(name + " needs an encoder of the kind " + encoding + ", found "
                    + setting.model().encoding());
        }
        return assembly.of(setting);
    }
}
