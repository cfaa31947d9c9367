package org.gaspard.benchmarks.cases;

/** Points in space from the hash of {@link Pattern}, and their distances; row-major, [n × 3]. */
final class Clouds {

    static final int AXES = 3;

    /** A direction is not taken from a point nearer to the centre than that. */
    private static final double LEAST_RADIUS = 0.1;

    private Clouds() {}

    /** Uniform in the unit cube. */
    static double[] cube(int seed, int n) {
        double[] points = new double[n * AXES];
        for (int i = 0; i < points.length; i++) {
            points[i] = (Pattern.at(seed, i) + 1) / 2;
        }
        return points;
    }

    /** Uniform on the unit sphere: the directions of those points of a cube that lie in its ball. */
    static double[] sphere(int seed, int n) {
        double[] points = new double[n * AXES];
        int found = 0;
        for (int from = 0; found < points.length; from += AXES) {
            double x = Pattern.at(seed, from);
            double y = Pattern.at(seed, from + 1);
            double z = Pattern.at(seed, from + 2);
            double radius = Math.sqrt(x * x + y * y + z * z);
            if (radius >= LEAST_RADIUS && radius <= 1) {
                points[found++] = x / radius;
                points[found++] = y / radius;
                points[found++] = z / radius;
            }
        }
        return points;
    }

    /**
     * The Euclidean distances, [n × n], rounded to float32: Ripser reads them so, and both sides are to order the same
     * numbers.
     */
    static double[] distances(double[] points) {
        int n = points.length / AXES;
        double[] distances = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double squares = 0;
                for (int k = 0; k < AXES; k++) {
                    double difference = points[i * AXES + k] - points[j * AXES + k];
                    squares += difference * difference;
                }
                float distance = (float) Math.sqrt(squares);
                distances[i * n + j] = distance;
                distances[j * n + i] = distance;
            }
        }
        return distances;
    }
}
