package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.learners.Classifier;
import org.gaspard.metrics.learners.GradientBoosting;
import org.gaspard.metrics.learners.Standardization;
import org.gaspard.tensor.array.Parallel;

/**
 * Neuron knockout (NK): how much of the accuracy for a factor is lost without the one neuron (code) that is matched to it?
 *
 * <p>Factors and neurons are matched one to one, σ, by a {@link NeuronMatching}. With a_k the accuracy, for test points, of a
 * probe of all codes, b_k that without neuron σ(k), and c_k that of {@link Chance},
 *
 * <pre>{@code NK = 1/K Σ_k (a_k − b_k) / (1 − c_k)}</pre>
 *
 * over the factors that vary. At most 1 with {@link Chance#NONE}; with other guesses more only if the rest is worse than guessing;
 * a probe that the neuron misleads makes it negative. A factor without neuron (fewer codes than factors) loses nothing and counts
 * as 0. What codes get, with the standard options and balanced factors:
 *
 * <ul>
 *   <li>the factors themselves, also permuted or rescaled, with dead codes or not: 1;
 *   <li>two binary factors rotated by 45°: ½, for either code alone tells each factor at 3 of 4 points;
 *   <li>each factor twice: 0, for the copy says the same; noise: near 0;
 *   <li>a factor with 4 values in two codes of 2 values: {@code (1 − ½) / (1 − ¼) = ⅔} for this factor.
 * </ul>
 *
 * <p>Criticism: codes that know nothing and codes that know everything twice both have 0, so it is to be read beside
 * {@link SingleNeuronClassification}; the value depends on the probe.
 *
 * <p>From the paper are the one-to-one matching, a probe of all neurons (there a multilayer perceptron; any {@link Classifier}
 * here), and the accuracy lost. The criterion of the matching, whether the probe learns again, and the adjustment are our reading,
 * hence options; the paper's own program was not compared. Codes are standardised by the training points. Constant factors are
 * left out with a warning; the value is NaN, with a warning, if a guess is always right for the test points of a factor. Time:
 * that of two probes for each factor, or one with {@link Knockout#MEAN}. Deterministic with deterministic probes.
 *
 * <p>Source: [MSL24].
 *
 * @param matching of neurons and factors
 * @param probe of all codes
 * @param knockout how a neuron is taken away
 * @param chance what accuracies are adjusted for
 */
public record NeuronKnockout(NeuronMatching matching, Classifier probe, Knockout knockout, Chance chance)
        implements SupervisedMetric {

    /** How a neuron is taken away. */
    public enum Knockout {
        /** The probe learns again from the other codes; from no codes at all it guesses the most frequent value. */
        REMOVE,
        /** The same probe sees the mean of the training points in its place. */
        MEAN
    }

    /**
     * Matching by mutual information, gradient boosting with 100 stages of trees of depth 3, which learns again without the
     * neuron, adjusted for the most frequent value.
     */
    public static NeuronKnockout standard() {
        return new NeuronKnockout(
                NeuronMatching.standard(), GradientBoosting.standard(), Knockout.REMOVE, Chance.MAJORITY);
    }

    @Override
    public String name() {
        return "NK";
    }

    /**
     * Scores a sample; see {@link SupervisedMetric#score}. Figures: accuracy of all codes, accuracy without the neuron (both for
     * test points, not adjusted). Tables: NK of factors, accuracy of all codes, accuracy without the neuron, neuron of factors (−1
     * for none), matching scores.
     *
     * @throws IllegalArgumentException if no factor varies, or one is continuous, or the probe refuses the points
     */
    @Override
    public Score score(Sample sample) {
        Prediction prediction = Prediction.ofDiscrete(sample);
        MatchedNeurons matched = MatchedNeurons.of(matching, prediction);
        Standardization scale = Standardization.of(sample.training().codes().rows());
        Codes known = Codes.ofRows(scale.apply(sample.training().codes().rows()));
        Codes unknown = Codes.ofRows(scale.apply(sample.test().codes().rows()));
        int count = prediction.count();
        double[] all = new double[count];
        double[] without = new double[count];
        double[] lost = new double[count];
        Parallel.run(count, i -> {
            int[] labels = prediction.trainingLabels(i);
            int[] testLabels = prediction.testLabels(i);
            Classifier.Model model = probe.fit(known.rows(), labels);
            all[i] = model.accuracy(unknown.rows(), testLabels);
            int neuron = matched.neurons()[i];
            without[i] = neuron < 0 ? all[i] : accuracyWithout(neuron, model, known, labels, unknown, testLabels);
            lost[i] = Chance.adjusted(all[i] - without[i], chance.of(labels, testLabels));
        });
        List<String> names = prediction.names();
        Score score = Score.of(name(), Prediction.mean(lost))
                .withFigure("accuracy of all codes", Prediction.mean(all))
                .withFigure("accuracy without the neuron", Prediction.mean(without))
                .withTable(Score.Table.ofFactors("NK of factors", names, lost))
                .withTable(Score.Table.ofFactors("accuracy of all codes", names, all))
                .withTable(Score.Table.ofFactors("accuracy without the neuron", names, without))
                .withSetting("matching", matching)
                .withSetting("probe", probe)
                .withSetting("knockout", knockout)
                .withSetting("chance", chance);
        return prediction.warn(matched.describe(Chance.warn(score, lost, names), names));
    }

    private double accuracyWithout(
            int neuron, Classifier.Model model, Codes known, int[] labels, Codes unknown, int[] testLabels) {
        if (knockout == Knockout.MEAN) {
            double[][] silenced = unknown.rows();
            // Standardised codes have mean 0.
            Arrays.stream(silenced).forEach(row -> row[neuron] = 0);
            return model.accuracy(silenced, testLabels);
        }
        int[] others =
                IntStream.range(0, known.width()).filter(l -> l != neuron).toArray();
        return others.length == 0
                ? Chance.constantAccuracy(labels, testLabels)
                : probe.fit(known.columns(others).rows(), labels)
                        .accuracy(unknown.columns(others).rows(), testLabels);
    }
}
