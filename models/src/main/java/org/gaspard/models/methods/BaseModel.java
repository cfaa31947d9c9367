package org.gaspard.models.methods;

import org.gaspard.models.Vae;
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
