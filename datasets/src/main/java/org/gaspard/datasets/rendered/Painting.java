package org.gaspard.datasets.rendered;

/** The strokes of {@link Picture#painted}. */
final class Painting {

    private static final int HEIGHT = 274;
    private static final int WIDTH = 221;
    private static final long GRAIN_SEED = 1893;

    private static final double[] RED = {0.78, 0.23, 0.10};
    private static final double[] AMBER = {0.95, 0.66, 0.27};
    private static final double[] STEEL = {0.52, 0.58, 0.58};
    private static final double[] NIGHT = {0.09, 0.13, 0.26};
    private static final double[] MOSS = {0.46, 0.46, 0.28};
    private static final double[] UMBER = {0.36, 0.20, 0.12};
    private static final double[] OCHRE = {0.68, 0.46, 0.24};
    private static final double[] SKIN = {0.80, 0.74, 0.50};

    private Painting() {}

    static Picture draw() {
        float[] values = new float[HEIGHT * WIDTH * 3];
        for (int i = 0; i < HEIGHT * WIDTH; i++) {
            double u = (i % WIDTH + 0.5) / WIDTH;
            double v = (Math.floorDiv(i, WIDTH) + 0.5) / HEIGHT;
            double[] colour = colour(u, v);
            // A grain along the rows, two pixels long, as of a brush.
            double grain = 0.12 * (Draws.uniform(GRAIN_SEED, Math.floorDiv(i, WIDTH), i % WIDTH / 2) - 0.5);
            for (int c = 0; c < 3; c++) {
                values[3 * i + c] = Levels.round((float) (colour[c] + grain));
            }
        }
        return new Picture(HEIGHT, WIDTH, values);
    }

    private static double[] colour(double u, double v) {
        double head = square((u - 0.52) / 0.055) + square((v - 0.62) / 0.065);
        double body = square((u - 0.53 - 0.03 * wave(5 * v)) / 0.085) + square((v - 0.88) / 0.22);
        if (head < 1) {
            return mix(SKIN, UMBER, 0.5 * head);
        }
        if (body < 1) {
            return mix(NIGHT, UMBER, 0.5 + 0.5 * wave(18 * u + 4 * v));
        }
        double rail = 0.47 + 0.62 * (0.62 - u);
        if (v > rail + 0.12) {
            // Planks that run to a point on the left horizon.
            double plank = (v - 0.45) / (u + 0.35);
            return mix(UMBER, OCHRE, 0.5 + 0.5 * wave(9 * plank));
        }
        if (v > rail && v < rail + 0.035) {
            return UMBER;
        }
        double swell = 0.035 * wave(1.3 * u + 0.2) + 0.02 * wave(2.9 * u + 3 * v);
        if (v + swell < 0.44) {
            double band = 0.5 + 0.5 * wave(6.5 * (v + 2 * swell) + 0.4 * u);
            return mix(mix(RED, AMBER, band), STEEL, Math.max(0, 0.7 * wave(3.1 * (v + 3 * swell) + 0.25)));
        }
        double eddy = Math.sqrt(square(u - 0.72) + square(1.6 * (v - 0.52)));
        return mix(NIGHT, MOSS, 0.5 + 0.5 * wave(7 * eddy + 1.5 * swell * 10));
    }

    private static double wave(double turns) {
        return StrictMath.sin(2 * Math.PI * turns);
    }

    private static double square(double value) {
        return value * value;
    }

    private static double[] mix(double[] from, double[] to, double share) {
        double[] mixed = new double[3];
        for (int c = 0; c < 3; c++) {
            mixed[c] = from[c] + share * (to[c] - from[c]);
        }
        return mixed;
    }
}
