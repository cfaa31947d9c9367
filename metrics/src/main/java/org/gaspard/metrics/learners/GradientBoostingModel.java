package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.gaspard.tensor.array.Parallel;

/** What {@link GradientBoosting} learned. */
public final class GradientBoostingModel implements Classifier.Model {

    private static final int PIECE = 256;

    private final int[] classes;
    private final int width;
    private final double[] initial;
    private final double learningRate;
    private final Tree[][] trees;
    private final double[] deviance;

    GradientBoostingModel(
            int[] classes, int width, double[] initial, double learningRate, Tree[][] trees, double[] deviance) {
        this.classes = classes;
        this.width = width;
        this.initial = initial;
        this.learningRate = learningRate;
        this.trees = trees;
        this.deviance = deviance;
    }

    @Override
    public int[] classes() {
        return classes.clone();
    }

    /**
     * The most probable class of each point: the first of equally probable ones, but the second of two.
     *
     * @param features [N][L], L as in training, finite as floats
     * @throws IllegalArgumentException if a row has another length, or a feature is not finite
     */
    @Override
    public int[] predict(double[][] features) {
        double[][] raw = scores(features);
        int[] predicted = new int[features.length];
        for (int n = 0; n < predicted.length; n++) {
            int best = 0;
            if (raw.length == 1) {
                best = raw[0][n] >= 0 ? 1 : 0;
            }
            for (int k = 1; k < raw.length; k++) {
                best = raw[k][n] > raw[best][n] ? k : best;
            }
            predicted[n] = classes[best];
        }
        return predicted;
    }

    /**
     * The probabilities of the classes, in their order: [N][classes].
     *
     * @param features [N][L], L as in training, finite as floats
     * @throws IllegalArgumentException if a row has another length, or a feature is not finite
     */
    public double[][] probabilities(double[][] features) {
        double[][] raw = scores(features);
        if (classes.length == 1) {
            double[][] certain = new double[features.length][1];
            for (double[] row : certain) {
                row[0] = 1;
            }
            return certain;
        }
        return Deviance.probabilities(raw, classes.length);
    }

    /** The importances of the features, with sum 1; all 0 if no tree has a cut that gains. */
    public double[] importances() {
        double[] sum = new double[width];
        for (Tree[] stage : trees) {
            for (Tree tree : stage) {
                for (int l = 0; l < width; l++) {
                    sum[l] += tree.importances()[l];
                }
            }
        }
        return Importances.normalized(sum);
    }

    /** The deviance of the training points after each stage: the mean log loss, twice that for two classes. */
    public double[] trainingDeviance() {
        return deviance.clone();
    }

    /** The scores of the points, [scores][N]. */
    private double[][] scores(double[][] features) {
        FeatureColumns columns = FeatureColumns.of(features, width);
        double[][] raw = new double[initial.length][features.length];
        Parallel.pieces(features.length, PIECE, (from, end) -> {
            float[] rows = columns.rows(from, end);
            for (int k = 0; k < initial.length; k++) {
                double[] score = raw[k];
                Arrays.fill(score, from, end, initial[k]);
                for (Tree[] stage : trees) {
                    Tree tree = stage[k];
                    for (int n = from; n < end; n++) {
                        score[n] += learningRate * tree.values()[tree.leaf(rows, (n - from) * width)];
                    }
                }
            }
        });
        return raw;
    }
}
