package org.gaspard.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.metrics.intervention.FactorVaeScore;
import org.gaspard.metrics.intervention.Flatness;
import org.gaspard.metrics.intervention.InterventionalRobustness;
import org.gaspard.metrics.intervention.VoteSettings;
import org.gaspard.metrics.prediction.Dci;
import org.junit.jupiter.api.Test;

class BatteryTest {

    private static final FactorImages IMAGES = FactorImages.of(4, 5, 3);

    private record Supervised(String name, List<Sample> seen) implements SupervisedMetric {
        @Override
        public Score score(Sample sample) {
            seen.add(sample);
            return Score.of(name, sample.test().codes().value(0, 0));
        }
    }

    private record Unsupervised(String name, List<Codes> seen) implements UnsupervisedMetric {
        @Override
        public Score score(Codes codes) {
            seen.add(codes);
            return Score.of(name, codes.value(0, 0));
        }
    }

    private record Sampled(String name) implements SampledMetric {
        @Override
        public Score score(PointSource source, long seed) {
            int point = source.draw(1, new SplittableRandom(seed))[0];
            return Score.of(name, source.codes(point).value(0, 0)).withFigure("size", source.size());
        }
    }

    private record Refusing(String name) implements UnsupervisedMetric {
        @Override
        public Score score(Codes codes) {
            throw new IllegalArgumentException("codes must be better");
        }
    }

    private record Posterior(String name) implements PosteriorMetric {
        @Override
        public Score score(GaussianPosteriors posteriors, Factors factors) {
            return Score.of(name, posteriors.logVariances().value(3, 1)).withFigure("value", factors.labels(1)[3]);
        }
    }

    private static PointSource source() {
        return PointSource.of(IMAGES, 3, IMAGES::positions);
    }

    @Test
    void metricsShareTheirPoints() {
        List<Sample> samples = new ArrayList<>();
        List<Codes> codes = new ArrayList<>();
        Battery battery = Battery.of(
                List.of(new Supervised("a", samples), new Supervised("b", samples), new Unsupervised("c", codes)));
        Scores scores = battery.score(source(), 30, 20, 1);
        assertThat(samples).hasSize(2);
        assertThat(samples.get(0)).isSameAs(samples.get(1));
        assertThat(samples.get(0).training().count()).isEqualTo(30);
        assertThat(samples.get(0).test().count()).isEqualTo(20);
        assertThat(codes).containsExactly(samples.get(0).training().codes());
        assertThat(scores.scores()).extracting(Score::metric).containsExactly("a", "b", "c");
        assertThat(scores.refused()).isEmpty();
        assertThat(battery.metrics()).hasSize(3);
    }

    @Test
    void metricsThatAreNotDefinedAreListedAndTheOthersRun() {
        Battery battery =
                Battery.of(List.of(new Refusing("r"), new Unsupervised("c", new ArrayList<>()), new Sampled("s")));
        Scores scores = battery.score(source(), 30, 20, 1);
        assertThat(scores.refused()).containsExactly(Map.entry("r", "codes must be better"));
        assertThat(scores.scores()).extracting(Score::metric).containsExactly("c", "s");
        assertThat(scores.of("s").settings()).containsEntry("seed", "1");
        assertThatThrownBy(() -> scores.of("r")).hasMessage("r is not defined here: codes must be better");
        assertThatThrownBy(() -> scores.refused().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void sampledMetricsDrawFromAllKnownPoints() {
        Sample sample = source().sample(30, 20, new SplittableRandom(2));
        Scores scores = Battery.of(List.of(new Sampled("s"))).score(sample, 7);
        assertThat(scores.of("s").figure("size")).isEqualTo(50);
        Points continuous = new Points(
                sample.training().codes(),
                Factors.continuous(
                        List.of("x"),
                        IntStream.range(0, 30).mapToObj(n -> new double[] {n}).toArray(double[][]::new)));
        Scores refused = Battery.of(List.of(new Sampled("s"), new Unsupervised("c", new ArrayList<>())))
                .score(new Sample(continuous, continuous), 7);
        assertThat(refused.refused().get("s")).contains("'x' is continuous");
        assertThat(refused.scores()).hasSize(1);
    }

    @Test
    void metricsOfPosteriorsNeedThem() {
        Sample sample = source().sample(30, 20, new SplittableRandom(2));
        Battery battery = Battery.of(List.of(new Posterior("p"), new Unsupervised("c", new ArrayList<>())));
        Scores without = battery.score(sample, 7);
        assertThat(without.refused())
                .containsExactly(Map.entry("p", "the posteriors of the training points are not given"));
        assertThat(battery.score(source(), 30, 20, 7).refused()).isEqualTo(without.refused());
        assertThat(without.scores()).extracting(Score::metric).containsExactly("c");

        Codes codes = sample.training().codes();
        Scores with = battery.score(sample, new GaussianPosteriors(codes, codes), 7);
        assertThat(with.refused()).isEmpty();
        assertThat(with.scores()).extracting(Score::metric).containsExactly("p", "c");
        assertThat(with.of("p").value()).isEqualTo(codes.value(3, 1));
        assertThat(with.of("p").figure("value"))
                .isEqualTo(sample.training().factors().labels(1)[3]);

        Codes others = sample.test().codes();
        assertThatThrownBy(() -> battery.score(sample, new GaussianPosteriors(others, others), 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("posteriors must be of the codes of the training points");
        Codes narrow = codes.columns(0, 1);
        assertThatThrownBy(() -> battery.score(sample, new GaussianPosteriors(narrow, narrow), 7))
                .hasMessageContaining("posteriors must be of the codes of the training points");
    }

    @Test
    void scoresOfTwoBatteriesAreJoined() {
        Scores first = Battery.of(List.of(new Sampled("s"), new Refusing("r"))).score(source(), 30, 20, 1);
        Scores second = Battery.of(List.of(new Unsupervised("c", new ArrayList<>()), new Posterior("p")))
                .score(source(), 30, 20, 1);
        Scores both = first.and(second);
        assertThat(both.scores()).extracting(Score::metric).containsExactly("s", "c");
        assertThat(both.refused().sequencedKeySet()).containsExactly("r", "p");
        assertThatThrownBy(() -> both.and(first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found [s] and [r]");
        Scores answered = Battery.of(List.of(new Sampled("r"))).score(source(), 30, 20, 1);
        assertThatThrownBy(() -> both.and(answered)).hasMessageContaining("found [r] and []");
    }

    @Test
    void sameSeedSameScores() {
        Battery battery = Battery.of(List.of(
                new FactorVaeScore("FactorVAE", new VoteSettings(8, 100, 100, 200, 0.05, false)),
                InterventionalRobustness.standard(),
                new Flatness("flatness", 10)));
        PointSource noisy = PointSource.of(IMAGES, 3, images -> {
            float[] rows = IMAGES.positions(images);
            for (int i = 0; i < rows.length; i++) {
                rows[i] += (float) Math.sin(100.0 * images[i / 3] + i % 3);
            }
            return rows;
        });
        String first = battery.score(noisy, 300, 100, 1).json();
        assertThat(battery.score(noisy, 300, 100, 1).json()).isEqualTo(first);
        assertThat(battery.score(noisy, 300, 100, 2).json()).isNotEqualTo(first);
        double[] values = battery.score(source(), 300, 100, 1).scores().stream()
                .mapToDouble(Score::value)
                .toArray();
        assertThat(Arrays.stream(values).min().orElseThrow()).isGreaterThan(0.999999);
    }

    @Test
    void namesMustDiffer() {
        assertThatThrownBy(() -> Battery.of(List.of(new Sampled("s"), new Sampled("s"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two of s");
    }

    @Test
    void samplesMustHaveTheSameColumns() {
        Points points = source().points(0, 1, 2, 3);
        assertThat(Sample.split(points, 3).test().count()).isEqualTo(1);
        assertThatThrownBy(() -> Sample.split(points, 4)).hasMessageContaining("found 4");
        assertThatThrownBy(() -> Sample.split(points, 0)).isInstanceOf(IllegalArgumentException.class);
        Points fewer = new Points(points.codes().columns(0), points.factors());
        assertThatThrownBy(() -> new Sample(points, fewer)).hasMessageContaining("found 1 and 3");
        Points others = new Points(points.codes(), points.factors().columns(0));
        assertThatThrownBy(() -> new Sample(points, others)).hasMessageContaining("[v0]");
    }

    @Test
    void whatIsTestedOnWasNotLearntFrom() {
        var random = new SplittableRandom(9);
        int[][] factors = IntStream.range(0, 600)
                .mapToObj(n -> new int[] {random.nextInt(4), random.nextInt(4)})
                .toArray(int[][]::new);
        double[][] codes = IntStream.range(0, 600)
                .mapToObj(n -> new double[] {random.nextDouble(), random.nextDouble()})
                .toArray(double[][]::new);
        PointSource noise = PointSource.of(Points.of(codes, factors));
        Battery battery = Battery.of(List.of(Dci.forest(1), new Supervised("a", new ArrayList<>())));
        Scores scores = battery.score(noise, 400, 200, 1);
        assertThat(scores.of("DCI (forest)").figure("test informativeness")).isBetween(0.1, 0.4);
        assertThat(scores.of("a").warnings()).isEmpty();
        assertThat(scores.of("a").settings())
                .containsEntry("training points", "400")
                .containsEntry("test points", "200");
        Scores repeated = battery.score(noise, 3000, 500, 1);
        assertThat(repeated.of("DCI (forest)").figure("test informativeness")).isGreaterThan(0.9);
        for (Score score : repeated.scores()) {
            assertThat(score.warnings())
                    .anySatisfy(warning ->
                            assertThat(warning).startsWith("drawn with replacement, as there are only 600 points"));
        }
    }

    private record Failing(String name) implements UnsupervisedMetric {
        @Override
        public Score score(Codes codes) {
            throw new ArithmeticException("no axes were found");
        }
    }

    @Test
    void aFailedComputationCostsOneMetricOnly() {
        Scores scores = Battery.of(List.of(new Failing("broken"), new Unsupervised("whole", new ArrayList<>())))
                .score(source(), 30, 20, 1);
        assertThat(scores.scores()).extracting(Score::metric).containsExactly("whole");
        assertThat(scores.refused()).containsEntry("broken", "no axes were found");
    }
}
