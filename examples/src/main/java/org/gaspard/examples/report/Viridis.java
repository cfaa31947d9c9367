package org.gaspard.examples.report;

import java.awt.Color;

/**
 * The colour map viridis: from dark blue over green to yellow, perceptually uniform, readable in grey and with the
 * common colour-vision deficiencies.
 *
 * <p>Every 15th colour of the map of 256 by Nathaniel Smith, Stefan van der Walt and Eric Firing, joined by straight
 * lines in sRGB (off by at most 5 of 255). The authors have put the map into the public domain (CC0 1.0).
 */
final class Viridis {

    private static final int[] STOPS = {
        0x440154, 0x481769, 0x472a7a, 0x433d84, 0x3d4e8a, 0x355e8d, 0x2e6d8e, 0x297b8e, 0x23898e,
        0x1f978b, 0x21a585, 0x2eb37c, 0x46c06f, 0x65cb5e, 0x89d548, 0xb0dd2f, 0xd8e219, 0xfde725
    };

    private Viridis() {}

    /** The colour at {@code position} in [0, 1]; positions beyond are taken to the end. */
    static Color at(double position) {
        double x = Math.clamp(position, 0.0, 1.0) * (STOPS.length - 1);
        int left = Math.min((int) x, STOPS.length - 2);
        double part = x - left;
        return new Color(
                mix(STOPS[left] >> 16, STOPS[left + 1] >> 16, part),
                mix(STOPS[left] >> 8, STOPS[left + 1] >> 8, part),
                mix(STOPS[left], STOPS[left + 1], part));
    }

    private static int mix(int a, int b, double part) {
        return (int) Math.round((a & 255) + part * ((b & 255) - (a & 255)));
    }
}
