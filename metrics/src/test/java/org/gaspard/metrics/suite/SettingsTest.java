package org.gaspard.metrics.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.information.Modularity;
import org.gaspard.metrics.intervention.BetaVaeScore;
import org.gaspard.metrics.intervention.FactorVaeScore;
import org.gaspard.metrics.intervention.FactoredDistances;
import org.gaspard.metrics.intervention.FactoredLinearity;
import org.gaspard.metrics.intervention.Flatness;
import org.gaspard.metrics.intervention.VoteSettings;
import org.gaspard.metrics.intervention.ZMaxVariance;
import org.gaspard.metrics.prediction.DownstreamAccuracy;
import org.gaspard.metrics.prediction.Fairness;
import org.gaspard.metrics.prediction.Predictor;
import org.junit.jupiter.api.Test;

/** Scores say what decides about them, also where a metric is called without a battery. */
class SettingsTest {

    private static final Points POINTS = points();

    private static Points points() {
        var random = new SplittableRandom(3);
        double[][] codes = new double[120][];
        int[][] factors = new int[120][];
        for (int n = 0; n < 120; n++) {
            factors[n] = new int[] {n % 3, n / 3 % 2};
            codes[n] = new double[] {factors[n][0] + random.nextDouble(), factors[n][1] + random.nextDouble()};
        }
        return Points.of(codes, factors);
    }

    @Test
    void supervisedScoresListTheirNumbersOfPointsAndWhatIsWrongWithThem() {
        Sample split = Sample.split(POINTS, 80);
        Sample sample = new Sample(split.training(), split.test(), List.of("drawn from a hat"));
        List<SupervisedMetric> metrics = new ArrayList<>(Batteries.supervised());
        metrics.add(new DownstreamAccuracy(Predictor.LOGISTIC_REGRESSION, List.of(50)));
        for (SupervisedMetric metric : metrics) {
            Score score = metric.score(sample);
            assertThat(score.settings())
                    .as(metric.name())
                    .containsEntry("training points", "80")
                    .containsEntry("test points", "40");
            assertThat(score.warnings()).as(metric.name()).containsOnlyOnce("drawn from a hat");
            assertThat(metric.score(split).warnings()).as(metric.name()).doesNotContain("drawn from a hat");
        }
        Score once = Modularity.standard().score(sample);
        assertThat(sample.describe(once)).isEqualTo(once);
    }

    @Test
    void sampledScoresListTheirSeed() {
        PointSource source = PointSource.of(POINTS);
        PointSource oneFactor =
                PointSource.of(new Points(POINTS.codes(), POINTS.factors().columns(0)));
        VoteSettings few = new VoteSettings(8, 50, 50, 100, 0.05, false);
        BetaVaeScore betaVae = BetaVaeScore.standard().withExamples(50, 50);
        FactorVaeScore factorVae = new FactorVaeScore("FactorVAE", few);
        List<SampledMetric> metrics = List.of(
                betaVae,
                factorVae,
                new FactorVaeScore("no votes", few.withLeastDeviation(100)),
                new ZMaxVariance("Z-max-var", few),
                new Flatness("flatness", 4),
                new FactoredDistances("distances", 4, 8, 8, Optional.empty()),
                new FactoredLinearity("linearity", 4),
                new Fairness(Predictor.LOGISTIC_REGRESSION, 60, 20));
        for (SampledMetric metric : metrics) {
            assertThat(metric.score(source, 7).settings()).as(metric.name()).containsEntry("seed", "7");
        }
        assertThat(betaVae.score(oneFactor, 8).settings()).containsEntry("seed", "8");
        assertThat(factorVae.score(oneFactor, 8).settings()).containsEntry("seed", "8");
    }
}
