package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * The mean weighted logistic loss of linear scores {@code Z = X W} with an L2 penalty, and its first two derivatives.
 *
 * <p>{@code f(W) = Σ_n s_n ℓ(z_n, y_n) + ½ Σ_r λ_r ‖w_r‖²} with the rows w_r of W but the last, {@code Σ s_n = 1}. With one output,
 * {@code ℓ = ln(1 + eᶻ) − y z} and y is 0 or 1; with K outputs, {@code ℓ = ln Σ_k e^{z_k} − z_y}. Probabilities of the last
 * {@link #evaluate} are kept for {@link #timesHessian}; so an instance belongs to one minimisation.
 */
final class LogisticObjective {

    private final int points;
    private final int rows;
    private final int outputs;
    private final double[] x;
    private final double[] pointWeights;
    private final int[] targets;
    /** λ, an element for each weight that has a penalty, [(M − 1) × K]. */
    private final double[] penalties;

    private final double[] probabilities;
    private final double[] buffer;

    /**
     * @param x [N × M] row-major; the last column belongs to the intercepts
     * @param pointWeights s, [N], of sum 1
     * @param targets the class of each point
     * @param outputs 1 for a sigmoid, else the number of classes
     * @param penalties λ of each row but the last, [M − 1], 0 for none
     */
    LogisticObjective(double[] x, double[] pointWeights, int[] targets, int outputs, double[] penalties) {
        this.points = targets.length;
        this.rows = x.length / points;
        this.outputs = outputs;
        this.x = x;
        this.pointWeights = pointWeights;
        this.targets = targets;
        this.penalties = new double[penalties.length * outputs];
        Arrays.setAll(this.penalties, i -> penalties[i / outputs]);
        this.probabilities = new double[points * outputs];
        this.buffer = new double[points * outputs];
    }

    /** The number of unknowns, {@code M K}. */
    int size() {
        return rows * outputs;
    }

    /** The value at {@code weights} [M × K]; the gradient goes to {@code gradient}. */
    double evaluate(double[] weights, double[] gradient) {
        DoubleArrays.matmul(x, false, weights, false, probabilities, points, rows, outputs);
        double loss = outputs == 1 ? sigmoids(probabilities) : softmaxes(probabilities);
        for (int n = 0; n < points; n++) {
            for (int k = 0; k < outputs; k++) {
                boolean isTarget = outputs == 1 ? targets[n] == 1 : targets[n] == k;
                int i = n * outputs + k;
                buffer[i] = pointWeights[n] * (probabilities[i] - (isTarget ? 1 : 0));
            }
        }
        DoubleArrays.matmul(x, true, buffer, false, gradient, rows, points, outputs);
        double penalty = 0;
        for (int i = 0; i < penalties.length; i++) {
            double slope = penalties[i] * weights[i];
            gradient[i] += slope;
            penalty += slope * weights[i];
        }
        return loss + penalty / 2;
    }

    /** {@code ∇²f · direction} at the weights last evaluated. */
    void timesHessian(double[] direction, double[] product) {
        DoubleArrays.matmul(x, false, direction, false, buffer, points, rows, outputs);
        for (int n = 0; n < points; n++) {
            int from = n * outputs;
            if (outputs == 1) {
                buffer[from] *= pointWeights[n] * probabilities[from] * (1 - probabilities[from]);
            } else {
                double mean = 0;
                for (int k = from; k < from + outputs; k++) {
                    mean += probabilities[k] * buffer[k];
                }
                for (int k = from; k < from + outputs; k++) {
                    buffer[k] = pointWeights[n] * probabilities[k] * (buffer[k] - mean);
                }
            }
        }
        DoubleArrays.matmul(x, true, buffer, false, product, rows, points, outputs);
        for (int i = 0; i < penalties.length; i++) {
            product[i] += penalties[i] * direction[i];
        }
    }

    /**
     * The diagonal of the Hessian at the weights last evaluated.
     *
     * @param squares the squares of x, [N × M]
     */
    void hessianDiagonal(double[] squares, double[] diagonal) {
        for (int n = 0; n < points; n++) {
            for (int i = n * outputs; i < (n + 1) * outputs; i++) {
                buffer[i] = pointWeights[n] * probabilities[i] * (1 - probabilities[i]);
            }
        }
        DoubleArrays.matmul(squares, true, buffer, false, diagonal, rows, points, outputs);
        for (int i = 0; i < penalties.length; i++) {
            diagonal[i] += penalties[i];
        }
    }

    /** Takes the mean over the outputs away, which changes no probability and can only shorten the weights. */
    void removeCommonPart(double[] weights) {
        if (outputs == 1) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            double mean = DoubleArrays.sum(weights, row * outputs, outputs) / outputs;
            for (int i = row * outputs; i < (row + 1) * outputs; i++) {
                weights[i] -= mean;
            }
        }
    }

    /** The largest derivative in size, each divided by {@code max(1, scale)} of its row. */
    double size(double[] gradient, double[] scales) {
        double largest = 0;
        for (int i = 0; i < gradient.length; i++) {
            largest = Math.max(largest, Math.abs(gradient[i]) / Math.max(1, scales[i / outputs]));
        }
        return largest;
    }

    private double sigmoids(double[] z) {
        double loss = 0;
        for (int n = 0; n < points; n++) {
            double e = Math.exp(-Math.abs(z[n]));
            boolean positive = z[n] >= 0;
            loss += pointWeights[n] * (Math.log1p(e) + Math.max(z[n], 0) - (targets[n] == 1 ? z[n] : 0));
            z[n] = (positive ? 1 : e) / (1 + e);
        }
        return loss;
    }

    private double softmaxes(double[] z) {
        double[] targetScores = new double[points];
        for (int n = 0; n < points; n++) {
            int from = n * outputs;
            double max = z[from];
            for (int i = from + 1; i < from + outputs; i++) {
                max = Math.max(max, z[i]);
            }
            for (int i = from; i < from + outputs; i++) {
                z[i] -= max;
            }
            targetScores[n] = z[from + targets[n]];
        }
        DoubleArrays.exp(z, 0, z, 0, z.length);
        double[] sums = new double[points];
        for (int n = 0; n < points; n++) {
            int from = n * outputs;
            double sum = 0;
            for (int i = from; i < from + outputs; i++) {
                sum += z[i];
            }
            for (int i = from; i < from + outputs; i++) {
                z[i] /= sum;
            }
            sums[n] = sum;
        }
        DoubleArrays.log(sums, 0, sums, 0, points);
        return DoubleArrays.dot(pointWeights, 0, sums, 0, points)
                - DoubleArrays.dot(pointWeights, 0, targetScores, 0, points);
    }

    /** The standard deviation of each column of x about 0, 1 for the last one. */
    static double[] scales(double[] squares, double[] pointWeights) {
        int rows = squares.length / pointWeights.length;
        double[] scales = new double[rows];
        for (int n = 0; n < pointWeights.length; n++) {
            DoubleArrays.addScaled(pointWeights[n], squares, n * rows, scales, 0, rows);
        }
        return Arrays.stream(scales).map(Math::sqrt).toArray();
    }
}
