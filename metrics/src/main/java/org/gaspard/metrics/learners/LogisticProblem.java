package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Points and classes of a logistic regression in coordinates that make it well conditioned: centred, along principal axes,
 * where a penalty on the length of the weights is the same. Several strengths of the penalty can be solved in turn.
 */
final class LogisticProblem {

    private final PrincipalAxes axes;
    /** The penalty of a weight of each axis, where C is 1. */
    private final double[] penalties;

    private final double[] x;
    private final double[] squares;
    private final double[] scales;
    private final double[] pointWeights;
    private final double totalWeight;
    private final int[] targets;
    private final int outputs;

    /**
     * @param targets the class of each point, 0 … K − 1, each at least once
     * @param outputs 1 for a sigmoid, else the number of classes
     * @param weights the weight of a point of each class
     * @param penalized whether all problems to solve have a penalty
     */
    LogisticProblem(FeatureMatrix features, int[] targets, int outputs, double[] weights, boolean penalized) {
        this.targets = targets;
        this.outputs = outputs;
        this.totalWeight = IntStream.of(targets).mapToDouble(k -> weights[k]).sum();
        this.pointWeights =
                IntStream.of(targets).mapToDouble(k -> weights[k] / totalWeight).toArray();
        // Without a penalty the features may be scaled, and the weights have no optimum along directions of no
        // variance.
        PrincipalAxes original = penalized
                ? PrincipalAxes.rotation(features, pointWeights)
                : PrincipalAxes.ofStandardized(features, pointWeights);
        double[] units = units(LogisticObjective.scales(squares(original.coordinatesAndOnes(features)), pointWeights));
        this.axes = original.dividedBy(units);
        this.penalties = Arrays.stream(units).map(unit -> 1 / (unit * unit)).toArray();
        this.x = axes.coordinatesAndOnes(features);
        this.squares = squares(x);
        this.scales = LogisticObjective.scales(squares, pointWeights);
    }

    /**
     * Powers of two that take the deviations along the axes below 2 where they are above. Beside coordinates of size 1e10 the
     * column of ones would be lost in rounding.
     */
    private static double[] units(double[] deviations) {
        return Arrays.stream(deviations, 0, deviations.length - 1)
                .map(deviation -> Math.scalb(1.0, Math.max(0, Math.getExponent(deviation))))
                .toArray();
    }

    private static double[] squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).toArray();
    }

    /** Weights of 0 to start from. */
    double[] origin() {
        return new double[(axes.rank() + 1) * outputs];
    }

    /** The minimum for one strength of the penalty, 1/C. */
    LogisticNewton.Minimum minimize(double[] start, double inverseC, int maxIterations, double tolerance) {
        double[] ofAxes = Arrays.stream(penalties)
                .map(penalty -> penalty * inverseC / totalWeight)
                .toArray();
        var objective = new LogisticObjective(x, pointWeights, targets, outputs, ofAxes);
        return new LogisticNewton(objective, squares, scales).minimize(start, maxIterations, tolerance);
    }

    /** A minimum in terms of the features. */
    LogisticModel model(LogisticNewton.Minimum minimum, int[] classes) {
        double[][] coefficients = axes.coefficients(minimum.weights(), outputs);
        double[] intercepts = new double[outputs];
        double mean = 0;
        for (int k = 0; k < outputs; k++) {
            intercepts[k] = minimum.weights()[axes.rank() * outputs + k];
            for (int l = 0; l < axes.means().length; l++) {
                intercepts[k] -= coefficients[k][l] * axes.means()[l];
            }
            mean += intercepts[k] / outputs;
        }
        for (int k = 0; outputs > 1 && k < outputs; k++) {
            intercepts[k] -= mean;
        }
        return new LogisticModel(classes, coefficients, intercepts, minimum.iterations(), minimum.converged());
    }
}
