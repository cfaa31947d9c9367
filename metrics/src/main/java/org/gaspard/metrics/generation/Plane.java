package org.gaspard.metrics.generation;

import java.util.Arrays;

/**
 * One channel of an image.
 *
 * @param values [height × width]
 */
record Plane(double[] values, int height, int width) {

    double mean() {
        return Arrays.stream(values).average().orElseThrow();
    }

    Plane minus(double offset) {
        return new Plane(Arrays.stream(values).map(x -> x - offset).toArray(), height, width);
    }

    Plane times(Plane other) {
        double[] products = new double[values.length];
        Arrays.setAll(products, i -> values[i] * other.values[i]);
        return new Plane(products, height, width);
    }

    /** The correlation with the window {@code weights_i weights_j} at all places where it lies inside. */
    Plane filtered(double[] weights) {
        return alongRows(weights).transposed().alongRows(weights).transposed();
    }

    private Plane alongRows(double[] weights) {
        int shorter = width - weights.length + 1;
        double[] sums = new double[height * shorter];
        for (int i = 0; i < height; i++) {
            for (int k = 0; k < weights.length; k++) {
                for (int j = 0; j < shorter; j++) {
                    sums[i * shorter + j] += weights[k] * values[i * width + j + k];
                }
            }
        }
        return new Plane(sums, height, shorter);
    }

    private Plane transposed() {
        double[] transposed = new double[values.length];
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                transposed[j * height + i] = values[i * width + j];
            }
        }
        return new Plane(transposed, width, height);
    }

    /** The means of blocks of 2 × 2 pixels; a last odd row or column is left out. */
    Plane halved() {
        int low = height / 2;
        int narrow = width / 2;
        double[] means = new double[low * narrow];
        for (int i = 0; i < low; i++) {
            for (int j = 0; j < narrow; j++) {
                int at = 2 * i * width + 2 * j;
                means[i * narrow + j] =
                        0.25 * (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]);
            }
        }
        return new Plane(means, low, narrow);
    }
}
