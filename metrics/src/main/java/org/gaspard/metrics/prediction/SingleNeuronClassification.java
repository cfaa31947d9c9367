package org.gaspard.metrics.prediction;

import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.learners.BinClassifier;
import org.gaspard.metrics.learners.Classifier;
import org.gaspard.tensor.array.Parallel;

/**
 * Single-neuron classification (SNC): how well is each factor told by the one neuron (code) that is matched to it?
 *
 * <p>Factors and neurons are matched one to one, σ, by a {@link NeuronMatching}. With a_k the accuracy, for test points, of a
 * classifier that was fitted to neuron σ(k) of the training points alone, and c_k that of {@link Chance},
 *
 * <pre>{@code SNC = 1/K Σ_k (a_k − c_k) / (1 − c_k)}</pre>
 *
 * over the factors that vary. At most 1; guessing has 0, and worse than guessing is negative. A factor without neuron (fewer
 * codes than factors) is guessed by its most frequent value. What codes get, with the standard options and balanced factors:
 *
 * <ul>
 *   <li>the factors themselves, also permuted or rescaled: 1, as long as the bins tell their values apart;
 *   <li>two binary factors rotated by 45°: ½, for {@code a + b} and {@code a − b} tell each factor at 3 of 4 points;
 *   <li>further copies of codes, dead codes: no change; noise: near 0;
 *   <li>a factor with 4 values in two codes of 2 values: {@code (½ − ¼) / (1 − ¼) = ⅓} for this factor.
 * </ul>
 *
 * <p>Criticism: it does not see whether other neurons know the factor too ({@link NeuronKnockout} does), nor whether the neuron
 * knows other factors; bins limit what a neuron can tell of a factor with many values.
 *
 * <p>From the paper are the one-to-one matching, the classifier of one neuron, and the comparison with chance. The criterion of
 * the matching, the kind of classifier and the kind of chance here are our reading, hence options; the paper's own program was not
 * compared. Constant factors are left out with a warning; the value is NaN, with a warning, if a guess is always right for the
 * test points of a factor. Time: {@code O(K L N)} and the classifiers. Deterministic with deterministic classifiers.
 *
 * <p>Source: [MSL24].
 *
 * @param matching of neurons and factors
 * @param classifier of one feature
 * @param chance what accuracies are adjusted for
 */
public record SingleNeuronClassification(NeuronMatching matching, Classifier classifier, Chance chance)
        implements SupervisedMetric {

    /** Matching by mutual information, 20 bins of equal width, adjusted for the most frequent value. */
    public static SingleNeuronClassification standard() {
        return new SingleNeuronClassification(NeuronMatching.standard(), new BinClassifier(20), Chance.MAJORITY);
    }

    @Override
    public String name() {
        return "SNC";
    }

    /**
     * Scores a sample; see {@link SupervisedMetric#score}. Figures: test and training SNC, accuracy (test, not adjusted). Tables:
     * SNC of factors, accuracy of factors, neuron of factors (−1 for none), matching scores.
     *
     * @throws IllegalArgumentException if no factor varies, or one is continuous
     */
    @Override
    public Score score(Sample sample) {
        Prediction prediction = Prediction.ofDiscrete(sample);
        MatchedNeurons matched = MatchedNeurons.of(matching, prediction);
        Codes known = sample.training().codes();
        Codes unknown = sample.test().codes();
        int count = prediction.count();
        double[] accuracies = new double[count];
        double[] test = new double[count];
        double[] training = new double[count];
        Parallel.run(count, i -> {
            int[] labels = prediction.trainingLabels(i);
            int[] testLabels = prediction.testLabels(i);
            int neuron = matched.neurons()[i];
            double learned = Chance.constantAccuracy(labels, labels);
            accuracies[i] = Chance.constantAccuracy(labels, testLabels);
            if (neuron >= 0) {
                double[][] column = known.columns(neuron).rows();
                Classifier.Model model = classifier.fit(column, labels);
                learned = model.accuracy(column, labels);
                accuracies[i] = model.accuracy(unknown.columns(neuron).rows(), testLabels);
            }
            double guess = chance.of(labels, testLabels);
            double trainingGuess = chance.of(labels, labels);
            test[i] = Chance.adjusted(accuracies[i] - guess, guess);
            training[i] = Chance.adjusted(learned - trainingGuess, trainingGuess);
        });
        List<String> names = prediction.names();
        Score score = Score.of(name(), Prediction.mean(test))
                .withFigure("test SNC", Prediction.mean(test))
                .withFigure("training SNC", Prediction.mean(training))
                .withFigure("accuracy", Prediction.mean(accuracies))
                .withTable(Score.Table.ofFactors("SNC of factors", names, test))
                .withTable(Score.Table.ofFactors("accuracy of factors", names, accuracies))
                .withSetting("matching", matching)
                .withSetting("classifier", classifier)
                .withSetting("chance", chance);
        return prediction.warn(matched.describe(Chance.warn(score, test, names), names));
    }
}
