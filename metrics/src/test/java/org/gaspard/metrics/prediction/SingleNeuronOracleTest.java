package org.gaspard.metrics.prediction;

import static org.gaspard.metrics.Deviations.record;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.learners.DecisionTreeClassifier;
import org.gaspard.metrics.learners.GradientBoosting;
import org.gaspard.metrics.learners.LogisticRegression;
import org.gaspard.metrics.learners.Splits;
import org.gaspard.metrics.learners.Ties;
import org.gaspard.metrics.learners.TreeLimits;
import org.junit.jupiter.api.Test;

/** SNC, NK and DCI-ES against the definitions written in Python with scikit-learn's learners, on 24 samples. */
class SingleNeuronOracleTest {

    private static double deviation(String name, Function<Sample, double[]> found) {
        return OracleSets.largestDeviation(
                OracleSets.values(SingleNeuronOracleTest.class, "single_neurons.txt", name),
                set -> found.apply(PredictionCases.oracle(set)));
    }

    private static double[] knockout(Sample sample, NeuronKnockout.Knockout knockout) {
        var metric =
                new NeuronKnockout(NeuronMatching.standard(), LogisticRegression.standard(), knockout, Chance.MAJORITY);
        return new double[] {metric.score(sample).value()};
    }

    @Test
    void singleNeuronsAgree() {
        record(
                "SNC",
                OracleSets.COUNT,
                deviation("snc", sample -> {
                    Score score = SingleNeuronClassification.standard().score(sample);
                    return new double[] {score.value(), score.figure("training SNC")};
                }),
                1e-12);
        var tree = new DecisionTreeClassifier(TreeLimits.depth(3));
        var metric = new SingleNeuronClassification(new NeuronMatching.Accuracy(tree), tree, Chance.NONE);
        record(
                "SNC tree",
                OracleSets.COUNT,
                deviation(
                        "accuracy", sample -> new double[] {metric.score(sample).figure("training SNC")}),
                1e-12);
    }

    @Test
    void knockoutsAgree() {
        record(
                "NK",
                OracleSets.COUNT,
                deviation("removed", sample -> knockout(sample, NeuronKnockout.Knockout.REMOVE)),
                1e-12);
        record(
                "NK mean",
                OracleSets.COUNT,
                deviation("mean", sample -> knockout(sample, NeuronKnockout.Knockout.MEAN)),
                1e-12);
    }

    @Test
    void explicitnessOfFourierFeaturesAgrees() {
        var probe = new CapacityProbe.FourierFeatures(
                LogisticRegression.standard().withC(100), 2, 11, List.of(4, 8, 16, 32));
        var metric = new DciEs("DCI-ES", probe, DciEs.Loss.LOG, DciEs.Scale.LOGARITHMIC, 0);
        record(
                "DCI-ES Fourier features",
                OracleSets.COUNT,
                deviation("fourier", sample -> {
                    Score score = metric.score(sample);
                    return new double[] {score.value(), score.figure("informativeness")};
                }),
                1e-6);
        record(
                "DCI-ES size",
                OracleSets.COUNT,
                deviation("size", sample -> new double[] {metric.score(sample).figure("size")}),
                1e-15);
    }

    /** Of equally good cuts one is drawn, there and here: means over seeds are compared. */
    @Test
    void explicitnessOfBoostingAgrees() {
        List<String> figures = List.of("explicitness", "informativeness", "disentanglement", "completeness");
        record(
                "DCI-ES boosting",
                OracleSets.COUNT,
                deviation("boosting", sample -> {
                    List<Score> scores = IntStream.range(0, 5)
                            .mapToObj(seed -> new GradientBoosting(
                                    16, 0.1, TreeLimits.depth(3), Splits.EXACT, new Ties.Drawn(seed)))
                            .map(boosting -> new CapacityProbe.BoostingStages(boosting, List.of(1, 2, 4, 8, 16)))
                            .map(probe -> new DciEs("DCI-ES", probe, DciEs.Loss.LOG, DciEs.Scale.LOGARITHMIC, 0)
                                    .score(sample))
                            .toList();
                    return figures.stream()
                            .mapToDouble(figure -> scores.stream()
                                    .mapToDouble(score -> score.figure(figure))
                                    .average()
                                    .orElseThrow())
                            .toArray();
                }),
                5e-3);
    }
}
