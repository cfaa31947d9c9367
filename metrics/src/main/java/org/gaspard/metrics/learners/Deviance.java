package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.gaspard.tensor.array.DoubleArrays;
import org.gaspard.tensor.array.Parallel;

/**
 * The loss of boosted classifiers and its slope. One score F for two classes, with {@code p = 1 / (1 + e^−F)} for the
 * second; one score for each of more classes, with {@code p_k = e^{F_k} / Σ_c e^{F_c}}. The negative gradient of the
 * log loss is {@code y_k − p_k}, with y_k 1 for points of class k and 0 for others.
 */
final class Deviance {

    private static final int PIECE = 1024;

    private final Labels labels;
    private final int points;
    private final int scores;

    Deviance(Labels labels) {
        this.labels = labels;
        this.points = labels.indices().length;
        this.scores = scores(labels.classes().length);
    }

    /** The number of scores, that is of trees in a stage. */
    static int scores(int classes) {
        return classes <= 2 ? classes - 1 : classes;
    }

    int scores() {
        return scores;
    }

    /** The scores of the class frequencies: {@code ln(p / (1 − p))}, or {@code ln p_k} less their mean over the classes. */
    double[] initial() {
        int[] counts = labels.counts();
        double[] start = new double[scores];
        if (scores == 1) {
            double p = (double) counts[1] / points;
            start[0] = Math.log(p / (1 - p));
        } else if (scores > 1) {
            for (int k = 0; k < scores; k++) {
                start[k] = Math.log((double) counts[k] / points);
            }
            double mean = Arrays.stream(start).sum() / scores;
            for (int k = 0; k < scores; k++) {
                start[k] -= mean;
            }
        }
        return start;
    }

    /**
     * Writes the negative gradient and returns the deviance: the mean log loss, twice that for two classes.
     *
     * @param raw the scores, [scores][N]
     * @param gradient [scores][N]
     */
    double evaluate(double[][] raw, double[][] gradient) {
        double[] losses = new double[(points + PIECE - 1) / PIECE];
        Parallel.pieces(
                points,
                PIECE,
                (from, end) -> losses[from / PIECE] =
                        scores == 1 ? binary(raw[0], gradient[0], from, end) : multinomial(raw, gradient, from, end));
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return (scores == 1 ? 2 : 1) * sum / points;
    }

    private double binary(double[] raw, double[] gradient, int from, int end) {
        double loss = 0;
        for (int n = from; n < end; n++) {
            int y = labels.indices()[n];
            // e^−|F| keeps both tails exact.
            double small = Math.exp(-Math.abs(raw[n]));
            double unlikely = small / (1 + small);
            boolean likely = raw[n] >= 0 == (y == 1);
            gradient[n] = (y == 1 ? 1 : -1) * (likely ? unlikely : 1 / (1 + small));
            loss += Math.log1p(small) + (likely ? 0 : Math.abs(raw[n]));
        }
        return loss;
    }

    private double multinomial(double[][] raw, double[][] gradient, int from, int end) {
        int size = end - from;
        double[] highest = new double[size];
        double[] sums = new double[size];
        softmax(raw, gradient, from, size, highest, sums);
        double loss = 0;
        for (int i = 0; i < size; i++) {
            loss += Math.log(sums[i]) + highest[i] - raw[labels.indices()[from + i]][from + i];
        }
        for (double[] slope : gradient) {
            for (int n = from; n < end; n++) {
                slope[n] = -slope[n];
            }
        }
        for (int n = from; n < end; n++) {
            gradient[labels.indices()[n]][n] += 1;
        }
        return loss;
    }

    /** Turns scores [scores][N] into probabilities [N][classes], {@code classes} 2 or more. */
    static double[][] probabilities(double[][] raw, int classes) {
        int points = raw[0].length;
        double[][] probabilities = new double[points][classes];
        if (classes == 2) {
            for (int n = 0; n < points; n++) {
                double p = 1 / (1 + Math.exp(-raw[0][n]));
                probabilities[n][0] = 1 - p;
                probabilities[n][1] = p;
            }
            return probabilities;
        }
        double[][] columns = new double[classes][points];
        softmax(raw, columns, 0, points, new double[points], new double[points]);
        for (int n = 0; n < points; n++) {
            for (int k = 0; k < classes; k++) {
                probabilities[n][k] = columns[k][n];
            }
        }
        return probabilities;
    }

    /** Writes {@code e^{F_k − m} / s}, with the largest score m of each point and the sum s that makes it one. */
    private static void softmax(
            double[][] raw, double[][] probability, int from, int size, double[] highest, double[] sums) {
        System.arraycopy(raw[0], from, highest, 0, size);
        for (double[] score : raw) {
            for (int i = 0; i < size; i++) {
                highest[i] = Math.max(highest[i], score[from + i]);
            }
        }
        for (int k = 0; k < raw.length; k++) {
            double[] p = probability[k];
            for (int i = 0; i < size; i++) {
                p[from + i] = raw[k][from + i] - highest[i];
            }
            DoubleArrays.exp(p, from, p, from, size);
            for (int i = 0; i < size; i++) {
                sums[i] += p[from + i];
            }
        }
        for (double[] p : probability) {
            for (int i = 0; i < size; i++) {
                p[from + i] /= sums[i];
            }
        }
    }
}
