package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaspard.tensor.array.DoubleArrays;

/** The inner products that a lasso needs of its data: {@code Q = XᵀX}, {@code q = Xᵀy}, {@code yᵀy}, all centred. */
final class LassoProblem {

    private static final int SWEEPS_BETWEEN_SOLUTIONS = 5;
    private static final double ROUNDING = 1e-12;

    private final int points;
    private final int width;
    private final double[] means;
    private final double mean;
    private final double[] gram;
    private final double[] products;
    private final double targetSquares;

    LassoProblem(FeatureMatrix x, double[] targets) {
        FeatureMatrix.requireTargets("targets", targets, x.points());
        this.points = x.points();
        this.width = x.width();
        this.means = x.means();
        this.mean = Arrays.stream(targets).sum() / points;
        double[] centred = x.values().clone();
        double[] y = new double[points];
        for (int n = 0; n < points; n++) {
            y[n] = targets[n] - mean;
            for (int l = 0; l < width; l++) {
                centred[n * width + l] -= means[l];
            }
        }
        this.gram = new double[width * width];
        DoubleArrays.matmul(centred, true, centred, false, gram, width, points, width);
        this.products = new double[width];
        DoubleArrays.addScaledRows(y, 0, centred, 0, points, products, 0, width);
        this.targetSquares = DoubleArrays.dot(y, 0, y, 0, points);
    }

    /** The smallest α for which all weights are 0. */
    double largestAlpha() {
        return Arrays.stream(products).map(Math::abs).max().orElseThrow() / points;
    }

    Lasso.Result minimize(double alpha, double[] start, int maxSweeps, double tolerance) {
        double penalty = alpha * points;
        double[] w = start.clone();
        double[] correlations = correlations(w);
        double gap = gap(w, correlations, penalty);
        int sweep = 0;
        for (boolean exact = false; !exact && sweep < maxSweeps; ) {
            double change = sweep(w, correlations, penalty);
            sweep++;
            gap = gap(w, correlations, penalty);
            if (gap <= tolerance * targetSquares) {
                boolean still = change <= Math.ulp(1.0) * largest(w);
                Optional<double[]> solution =
                        still || sweep % SWEEPS_BETWEEN_SOLUTIONS == 0 ? solution(w, penalty) : Optional.empty();
                exact = still || solution.isPresent();
                if (solution.isPresent()) {
                    w = solution.orElseThrow();
                    gap = gap(w, correlations(w), penalty);
                }
            }
        }
        double intercept = mean - DoubleArrays.dot(w, 0, means, 0, width);
        return new Lasso.Result(
                new LinearModel(w, intercept), Math.max(0, gap), sweep, gap <= tolerance * targetSquares);
    }

    /** One pass over the weights; returns the largest change. */
    private double sweep(double[] w, double[] correlations, double penalty) {
        double largest = 0;
        for (int j = 0; j < width; j++) {
            double square = gram[j * width + j];
            if (square > 0) {
                double pull = correlations[j] + square * w[j];
                double next = Math.copySign(Math.max(Math.abs(pull) - penalty, 0), pull) / square;
                double change = next - w[j];
                if (change != 0) {
                    w[j] = next;
                    DoubleArrays.addScaled(-change, gram, j * width, correlations, 0, width);
                    largest = Math.max(largest, Math.abs(change));
                }
            }
        }
        return largest;
    }

    /** {@code Xᵀ (y − X w)}. */
    private double[] correlations(double[] w) {
        double[] correlations = products.clone();
        for (int j = 0; j < width; j++) {
            if (w[j] != 0) {
                DoubleArrays.addScaled(-w[j], gram, j * width, correlations, 0, width);
            }
        }
        return correlations;
    }

    /** The value less the dual value at {@code θ r}, with the largest {@code θ ≤ 1} that is feasible. */
    private double gap(double[] w, double[] correlations, double penalty) {
        double fitted = DoubleArrays.dot(w, 0, products, 0, width);
        double rest = Math.max(0, targetSquares - fitted - DoubleArrays.dot(w, 0, correlations, 0, width));
        double theta = Math.min(1, penalty / largest(correlations));
        double length = Arrays.stream(w).map(Math::abs).sum();
        return rest / 2 + penalty * length - theta * (targetSquares - fitted) + theta * theta * rest / 2;
    }

    /** The optimum if the weights that are 0 and the signs of the others are already right. */
    private Optional<double[]> solution(double[] w, double penalty) {
        int[] active = IntStream.range(0, width).filter(j -> w[j] != 0).toArray();
        int size = active.length;
        double[] matrix = new double[size * size];
        double[] right = new double[size];
        for (int i = 0; i < size; i++) {
            right[i] = products[active[i]] - Math.copySign(penalty, w[active[i]]);
            for (int j = 0; j < size; j++) {
                matrix[i * size + j] = gram[active[i] * width + active[j]];
            }
        }
        return Cholesky.solve(matrix, right, size)
                .map(values -> spread(values, active))
                .filter(solved -> {
                    boolean sameSigns = Arrays.stream(active).allMatch(j -> solved[j] * w[j] > 0);
                    return sameSigns && largest(correlations(solved)) <= penalty * (1 + ROUNDING);
                });
    }

    private double[] spread(double[] values, int[] active) {
        double[] w = new double[width];
        for (int i = 0; i < active.length; i++) {
            w[active[i]] = values[i];
        }
        return w;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
