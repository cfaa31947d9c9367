package org.gaspard.metrics.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Metric;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.PosteriorMetric;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.UnsupervisedMetric;
import org.gaspard.metrics.information.DciMutualInformationGap;
import org.gaspard.metrics.information.InfoMec;
import org.gaspard.metrics.information.JointEntropyMinusGap;
import org.gaspard.metrics.information.Modularity;
import org.gaspard.metrics.information.MutualInformationGap;
import org.gaspard.metrics.information.MutualInformationGapSup;
import org.gaspard.metrics.intervention.FactorVaeScore;
import org.gaspard.metrics.intervention.FactoredDistances;
import org.gaspard.metrics.intervention.FactoredLinearity;
import org.gaspard.metrics.intervention.Flatness;
import org.gaspard.metrics.intervention.InterventionalRobustness;
import org.gaspard.metrics.intervention.VoteSettings;
import org.gaspard.metrics.intervention.ZMaxVariance;
import org.gaspard.metrics.prediction.Dci;
import org.gaspard.metrics.prediction.Explicitness;
import org.gaspard.metrics.prediction.InfoE;
import org.gaspard.metrics.prediction.Sap;
import org.gaspard.metrics.similarity.CanonicalCorrelation;
import org.gaspard.metrics.similarity.CentredKernelAlignment;
import org.gaspard.metrics.similarity.DistancePreservation;
import org.gaspard.metrics.similarity.NeighbourAlignment;
import org.gaspard.metrics.similarity.ProcrustesDistance;
import org.gaspard.metrics.similarity.RepresentationMetric;
import org.gaspard.metrics.similarity.TopologicalDivergence;
import org.gaspard.metrics.similarity.TripletAccuracy;
import org.gaspard.metrics.unsupervised.FactorisedSupport;
import org.gaspard.metrics.unsupervised.GaussianTotalCorrelation;
import org.gaspard.metrics.unsupervised.GaussianWassersteinCorrelation;
import org.gaspard.metrics.unsupervised.MutualInformationScore;
import org.gaspard.metrics.unsupervised.UnsupervisedDisentanglementRanking;
import org.gaspard.metrics.unsupervised.UnsupervisedDisentanglementRanking.Model;
import org.junit.jupiter.api.Test;

/**
 * Codes at both ends of their range score as codes of size 1. The scales are powers of two, which round nothing, so what differs
 * is overflow, underflow, or a constant that knows a size.
 */
class CodeRangeTest {

    private static final double LARGE = Math.scalb(1.0, 149);
    private static final double SMALL = Math.scalb(1.0, -149);
    private static final double[] SCALES = {1, LARGE, SMALL};
    private static final int TRAINING = 240;
    private static final int TEST = 120;

    private static final List<Metric> INVARIANT = List.of(
            MutualInformationGap.standard(),
            MutualInformationGapSup.standard(),
            DciMutualInformationGap.standard(),
            JointEntropyMinusGap.standard(),
            Modularity.standard(),
            InfoMec.quantized(),
            Sap.squaredCorrelation(),
            Explicitness.standard(),
            Explicitness.zaidi(),
            InfoE.standard(),
            Dci.zaidiLasso(),
            Dci.gwae(1),
            InterventionalRobustness.standard(),
            InterventionalRobustness.paper(),
            InterventionalRobustness.zaidi(),
            FactorVaeScore.unpruned(),
            new FactorVaeScore("Z-min-var", VoteSettings.zaidi().withLeastDeviation(0)),
            new ZMaxVariance("Z-max-var", VoteSettings.zaidi().withLeastDeviation(0)),
            FactoredDistances.fast(),
            FactoredLinearity.fast(),
            Flatness.fast(),
            new FactorisedSupport(256, true),
            GaussianTotalCorrelation.standard(),
            GaussianWassersteinCorrelation.normalisedByVariance(),
            MutualInformationScore.standard());

    private static final List<RepresentationMetric> SIMILARITIES = List.of(
            CentredKernelAlignment.linear(),
            CentredKernelAlignment.linear().withoutBias(),
            CentredKernelAlignment.gaussian(0.5),
            CanonicalCorrelation.mean(),
            CanonicalCorrelation.svcca(),
            CanonicalCorrelation.pwcca(),
            DistancePreservation.pearson(),
            DistancePreservation.spearman(),
            TripletAccuracy.drawn(5000, 3),
            NeighbourAlignment.standard(),
            NeighbourAlignment.euclidean(5),
            ProcrustesDistance.standard(),
            TopologicalDivergence.rtd(),
            TopologicalDivergence.rtdLite());

    private static Codes scaled(Codes codes, double scale) {
        return Codes.ofRows(Arrays.stream(codes.rows())
                .map(row -> Arrays.stream(row).map(x -> x * scale).toArray())
                .toArray(double[][]::new));
    }

    /** Factors of 4, 3 and 2 values, and four codes that tell them more or less. */
    private static Points points(double scale) {
        int count = TRAINING + TEST;
        double[][] noise = OracleSets.noise(count, 4, 77);
        int[][] factors = new int[count][];
        double[][] codes = new double[count][];
        for (int n = 0; n < count; n++) {
            factors[n] = new int[] {n % 4, n / 4 % 3, n / 12 % 2};
            codes[n] = new double[] {
                scale * (factors[n][0] / 4.0 + 0.2 * noise[n][0]),
                scale * (factors[n][1] / 3.0 + factors[n][0] / 20.0 + 0.3 * noise[n][1] - 0.5),
                scale * (factors[n][2] / 2.0 + 0.4 * noise[n][2]),
                scale * noise[n][3]
            };
        }
        return new Points(Codes.ofRows(codes), Factors.discrete(factors));
    }

    private static Map<String, Double> scores(double scale) {
        Points points = points(scale);
        Sample sample = Sample.split(points, TRAINING);
        PointSource source = PointSource.of(points);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (Metric metric : INVARIANT) {
            double value = switch (metric) {
                case SupervisedMetric supervised -> supervised.score(sample).value();
                case SampledMetric sampled -> sampled.score(source, 5).value();
                case UnsupervisedMetric unsupervised ->
                    unsupervised.score(points.codes()).value();
                case PosteriorMetric other -> throw new IllegalArgumentException(other.name());
            };
            scores.put(metric.name() + " " + scores.size(), value);
        }
        return scores;
    }

    @Test
    void metricsOfOneRepresentation() {
        Map<String, Double> expected = scores(1);
        List<String> different = new ArrayList<>();
        for (double scale : new double[] {LARGE, SMALL}) {
            scores(scale).forEach((name, value) -> note(different, name, scale, 1, value, expected.get(name)));
        }
        assertThat(different).isEmpty();
    }

    @Test
    void similarities() {
        Codes first = points(1).codes().columns(0, 1);
        Codes second = points(1).codes().columns(1, 2, 3);
        List<String> different = new ArrayList<>();
        for (RepresentationMetric metric : SIMILARITIES) {
            double expected = metric.compare(first, second).value();
            for (double a : SCALES) {
                for (double b : SCALES) {
                    double value =
                            metric.compare(scaled(first, a), scaled(second, b)).value();
                    note(different, metric.name(), a, b, value, expected);
                }
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void rankingOfModels() {
        double[] divergences = {1, 1, 1, 1};
        List<String> different = new ArrayList<>();
        for (var ranking :
                List.of(UnsupervisedDisentanglementRanking.lasso(), UnsupervisedDisentanglementRanking.spearman())) {
            double expected = Double.NaN;
            for (double scale : SCALES) {
                Points points = points(scale);
                Codes others = scaled(points(1).codes().columns(3, 2, 0, 1), scale);
                double value = ranking.rank(List.of(
                                new Model("a", points.codes(), divergences), new Model("b", others, divergences)))
                        .value();
                expected = scale == 1 ? value : expected;
                note(different, ranking.toString(), scale, scale, value, expected);
            }
        }
        assertThat(different).isEmpty();
    }

    private static void note(List<String> different, String name, double a, double b, double value, double expected) {
        if (!(Math.abs(value - expected) <= 1e-9)) {
            different.add(name + " of codes × " + a + " and × " + b + ": " + value + ", of size 1: " + expected);
        }
    }
}
