package org.gaspard.metrics.intervention;

/** Checks of options. */
final class Checks {

    private Checks() {}

    static void atLeast(String name, int found, int least) {
        if (found < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", found " + found);
        }
    }
}
