package org.gaspard.models.networks;

import org.gaspard.tensor.Shape;

/** Bad arguments, in the words of this package. */
final class Checks {

    private Checks() {}

    static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, found " + value);
        }
    }

    static void image(Shape input) {
        fits(input.rank() == 3, "images [H, W, C]", input);
    }

    static void fits(boolean fits, String expected, Shape input) {
        if (!fits) {
            throw new IllegalArgumentException("takes " + expected + ", found " + input);
        }
    }
}
