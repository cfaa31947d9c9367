package org.gaspard.metrics.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.information.DiscreteInformation;
import org.gaspard.metrics.information.Discretizer;
import org.gaspard.metrics.learners.Classifier;
import org.gaspard.ot.Assignment;
import org.gaspard.tensor.array.Parallel;

/**
 * The neuron of each factor of a prediction.
 *
 * @param neurons the neuron of the i-th factor that varies, −1 for none; [K]
 * @param scores what the sum was taken of, [L][K]
 */
record MatchedNeurons(int[] neurons, double[][] scores) {

    static MatchedNeurons of(NeuronMatching matching, Prediction prediction) {
        double[][] scores = new double[prediction.width()][prediction.count()];
        Parallel.run(scores.length, l -> scores[l] = scores(matching, prediction, l));
        return new MatchedNeurons(largest(scores), scores);
    }

    private static double[] scores(NeuronMatching matching, Prediction prediction, int neuron) {
        Codes codes = prediction.sample().training().codes();
        double[] scores = new double[prediction.count()];
        switch (matching) {
            case NeuronMatching.MutualInformation(Discretizer bins) -> {
                int[] labels = bins.labels(codes.column(neuron));
                Arrays.setAll(scores, i -> {
                    int[] values = prediction.trainingLabels(i);
                    return DiscreteInformation.mutualInformation(values, labels) / DiscreteInformation.entropy(values);
                });
            }
            case NeuronMatching.Accuracy(Classifier classifier) -> {
                double[][] column = codes.columns(neuron).rows();
                Arrays.setAll(scores, i -> {
                    int[] values = prediction.trainingLabels(i);
                    return classifier.fit(column, values).accuracy(column, values);
                });
            }
        }
        return scores;
    }

    /** The matching with the largest sum, for scores [L][K]. */
    private static int[] largest(double[][] scores) {
        int width = scores.length;
        int count = scores[0].length;
        int[] neurons = new int[count];
        if (count <= width) {
            double[] costs = new double[count * width];
            Arrays.setAll(costs, j -> -scores[j % width][j / width]);
            System.arraycopy(Assignment.solve(costs, count, width).columnOf(), 0, neurons, 0, count);
        } else {
            double[] costs = new double[count * width];
            Arrays.setAll(costs, j -> -scores[j / count][j % count]);
            int[] factorOf = Assignment.solve(costs, width, count).columnOf();
            Arrays.fill(neurons, -1);
            for (int l = 0; l < width; l++) {
                neurons[factorOf[l]] = l;
            }
        }
        return neurons;
    }

    /** A score with the matching as a table and the factors without neuron as a warning. */
    Score describe(Score score, List<String> names) {
        Score described = score.withTable(Score.Table.ofFactors(
                        "neuron of factors",
                        names,
                        Arrays.stream(neurons).asDoubleStream().toArray()))
                .withTable(Score.Table.ofCodesAndFactors("matching scores", names, scores));
        List<String> alone = new ArrayList<>();
        for (int i = 0; i < neurons.length; i++) {
            if (neurons[i] < 0) {
                alone.add("'" + names.get(i) + "'");
            }
        }
        return alone.isEmpty()
                ? described
                : described.withWarning("fewer codes than factors, no neuron for " + String.join(", ", alone));
    }
}
