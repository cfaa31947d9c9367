package org.gaspard.topology;

/** A distance between points of the plane of any dimension. */
public enum Metric {
    /** {@code √Σ (x_k − y_k)²}. */
    EUCLIDEAN {
        @Override
        public double distance(double[] points, int x, int y, int d) {
            double sum = 0;
            for (int k = 0; k < d; k++) {
                double difference = points[x + k] - points[y + k];
                sum += difference * difference;
            }
            return Math.sqrt(sum);
        }
    },
    /** {@code Σ (x_k − y_k)²}: no metric, but it orders pairs as the Euclidean one does. */
    SQUARED_EUCLIDEAN {
        @Override
        public double distance(double[] points, int x, int y, int d) {
            double root = EUCLIDEAN.distance(points, x, y, d);
            return root * root;
        }
    },
    /** {@code Σ |x_k − y_k|}. */
    MANHATTAN {
        @Override
        public double distance(double[] points, int x, int y, int d) {
            double sum = 0;
            for (int k = 0; k < d; k++) {
                sum += Math.abs(points[x + k] - points[y + k]);
            }
            return sum;
        }
    },
    /** {@code max |x_k − y_k|}. */
    CHEBYSHEV {
        @Override
        public double distance(double[] points, int x, int y, int d) {
            double max = 0;
            for (int k = 0; k < d; k++) {
                max = Math.max(max, Math.abs(points[x + k] - points[y + k]));
            }
            return max;
        }
    },
    /** {@code 1 − ⟨x, y⟩ / (‖x‖ ‖y‖)}, at least 0; a point at the origin is at distance 1 from all others. */
    COSINE {
        @Override
        public double distance(double[] points, int x, int y, int d) {
            double product = 0;
            double xx = 0;
            double yy = 0;
            for (int k = 0; k < d; k++) {
                product += points[x + k] * points[y + k];
                xx += points[x + k] * points[x + k];
                yy += points[y + k] * points[y + k];
            }
            return xx == 0 || yy == 0 ? 1 : Math.max(0, 1 - product / Math.sqrt(xx * yy));
        }
    };

    /**
     * The distance of two points of an array.
     *
     * @param points coordinates, not modified
     * @param x where the d coordinates of one point begin
     * @param y where those of the other begin
     */
    public abstract double distance(double[] points, int x, int y, int d);
}
