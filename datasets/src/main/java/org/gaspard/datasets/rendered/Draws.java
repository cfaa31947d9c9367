package org.gaspard.datasets.rendered;

import static org.gaspard.datasets.Permutation.mix;

/** Uniform numbers that are functions of a seed and two counters, so that an image can be drawn again alone. */
final class Draws {

    private Draws() {}

    /** The number in [0, 1) with 24 bits that belongs to a seed, an image and a place in its sequence. */
    static float uniform(long seed, long image, long place) {
        return (mix(mix(mix(seed) + image) + place) >>> 40) * 0x1p-24f;
    }

    /** The integer in [0, bound) of the same. */
    static int integer(long seed, long image, long place, int bound) {
        return (int) Math.floorMod(mix(mix(mix(seed) + image) + place) >>> 1, (long) bound);
    }
}
