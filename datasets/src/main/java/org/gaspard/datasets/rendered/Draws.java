package org.gaspard.datasets.rendered;

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

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), after one step of its counter. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
