package org.gaspard.datasets.points;

/** Collects the points of a cloud. */
final class CloudBuilder {

    private final int dimension;
    private final int parameters;
    private final double[] values;
    private final double[] coordinates;
    private final int[] labels;

    CloudBuilder(int size, int dimension, int parameters) {
        if (size < 1) {
            throw new IllegalArgumentException("size is " + size + ", expected at least 1");
        }
        this.dimension = dimension;
        this.parameters = parameters;
        this.values = new double[Math.multiplyExact(size, dimension)];
        this.coordinates = new double[Math.multiplyExact(size, parameters)];
        this.labels = new int[size];
    }

    /** What makes a point. */
    @FunctionalInterface
    interface Maker {
        /** Writes the point and its coordinates and returns its label. */
        int make(int i, double[] point, double[] coordinates);
    }

    PointCloud fill(Maker maker) {
        double[] point = new double[dimension];
        double[] generating = new double[parameters];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = maker.make(i, point, generating);
            System.arraycopy(point, 0, values, i * dimension, dimension);
            System.arraycopy(generating, 0, coordinates, i * parameters, parameters);
        }
        return new PointCloud(labels.length, dimension, values, labels, parameters, coordinates);
    }

    static double positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected finite and above 0");
        }
        return value;
    }

    static double[] positive(String name, double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException(name + " is empty, expected at least one");
        }
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            positive(name + "[" + i + "]", copy[i]);
        }
        return copy;
    }
}
