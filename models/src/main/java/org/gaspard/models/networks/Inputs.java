package org.gaspard.models.networks;

import org.gaspard.tensor.Shape;

/** Inputs that a stage does not take. */
final class Inputs {

    private Inputs() {}

    static void image(Shape input) {
        fits(input.rank() == 3, "images [H, W, C]", input);
    }

    static void fits(boolean fits, String expected, Shape input) {
        if (!fits) {
            throw new IllegalArgumentException("takes " + expected + ", found " + input);
        }
    }
}
