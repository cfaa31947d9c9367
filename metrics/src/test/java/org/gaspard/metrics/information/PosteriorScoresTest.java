package org.gaspard.metrics.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gaspard.metrics.Battery;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.GaussianPosteriors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.PosteriorMetric;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.Scores;
import org.gaspard.metrics.suite.Batteries;
import org.junit.jupiter.api.Test;

/** Scores of Gaussian posteriors against closed forms. */
class PosteriorScoresTest {

    /** 2,000 points, 4 values of one factor and 5 of the other. */
    private static final int[][] ROWS =
            IntStream.range(0, 2000).mapToObj(n -> new int[] {n % 4, n / 4 % 5}).toArray(int[][]::new);

    private static final Factors FACTORS = Factors.discrete(ROWS);
    private static final double GAUSSIAN_ENTROPY = 0.5 * Math.log(2 * Math.PI * Math.E);
    private static final SampledMutualInformationGap SAMPLED = SampledMutualInformationGap.standard();
    private static final QuantizedPosteriors QUANTIZED = QuantizedPosteriors.standard();

    @Test
    void separatedPosteriorsKnowTheirFactors() {
        Score score = SAMPLED.score(posteriors(0, v -> 100 * v[0], v -> -100 * v[1]), FACTORS);
        assertThat(score.value()).isCloseTo(1, within(1e-12));
        double[][] information = score.table("mutual information (nats)").values();
        assertThat(information[0][0]).isCloseTo(Math.log(4), within(1e-12));
        assertThat(information[1][1]).isCloseTo(Math.log(5), within(1e-12));
        // H(z) = H(v) + the entropy of one Gaussian; the mean of 2,000 draws of −ln q has deviation √(1/2 / 2000) =
        // 0.016.
        double[] entropies = score.table("code entropy (nats)").column(0);
        assertThat(entropies[0]).isCloseTo(Math.log(4) + GAUSSIAN_ENTROPY, within(0.05));
        assertThat(entropies[1]).isCloseTo(Math.log(5) + GAUSSIAN_ENTROPY, within(0.05));
    }

    @Test
    void onePosteriorForAllKnowsNothing() {
        Score score = SAMPLED.score(posteriors(-3, v -> 2, v -> 5), FACTORS);
        assertThat(score.value()).isCloseTo(0, within(1e-12));
        assertThat(score.table("code entropy (nats)").column(0))
                .containsExactly(new double[] {GAUSSIAN_ENTROPY - 1.5, GAUSSIAN_ENTROPY - 1.5}, within(0.05));
        assertThat(QUANTIZED.informativeness(posteriors(0, v -> 0, v -> 1)).value())
                .isCloseTo(0, within(1e-12));
        assertThat(QUANTIZED
                        .robustMutualInformationGap(posteriors(0, v -> 0, v -> 1), FACTORS)
                        .value())
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void duplicatesAndRotationsHaveNoGap() {
        assertThat(SAMPLED.score(posteriors(0, v -> 100 * v[0], v -> 200 * v[0]), onlyFirst())
                        .value())
                .isCloseTo(0, within(1e-12));
        int[][] square = IntStream.range(0, 900)
                .mapToObj(n -> new int[] {n % 3, n / 3 % 3})
                .toArray(int[][]::new);
        GaussianPosteriors rotated = posteriors(square, 0, v -> 100 * (v[0] + v[1]), v -> 100 * (v[0] - v[1]));
        assertThat(SAMPLED.score(rotated, Factors.discrete(square)).value()).isCloseTo(0, within(1e-12));
    }

    /** Two posteriors at ±1 with variance 1: H(z) of the mixture by quadrature, H(z | v) of one Gaussian. */
    @Test
    void overlappingPosteriorsKnowAPart() {
        int[][] rows =
                IntStream.range(0, 10_000).mapToObj(n -> new int[] {n % 2}).toArray(int[][]::new);
        double mixture = 0;
        for (int i = -12_000; i <= 12_000; i++) {
            double z = i / 1000.0;
            double q = (Math.exp(-(z - 1) * (z - 1) / 2) + Math.exp(-(z + 1) * (z + 1) / 2)) / Math.sqrt(8 * Math.PI);
            mixture -= q > 0 ? q * Math.log(q) / 1000 : 0;
        }
        Score score = SAMPLED.score(posteriors(rows, 0, v -> 2 * v[0] - 1, v -> 0), Factors.discrete(rows));
        // The deviation of the mean of 10,000 differences of surprises below 1 nat each is below 0.01.
        assertThat(score.table("mutual information (nats)").values()[0][0])
                .isCloseTo(mixture - GAUSSIAN_ENTROPY, within(0.02));
        assertThat(mixture - GAUSSIAN_ENTROPY).isBetween(0.33, 0.34);
    }

    @Test
    void fewerDrawsEstimateTheSame() {
        GaussianPosteriors posteriors = posteriors(0, v -> 1.5 * v[0], v -> v[1] - v[0]);
        double all = SAMPLED.score(posteriors, FACTORS).value();
        var few = new SampledMutualInformationGap(300, 5);
        assertThat(few.score(posteriors, FACTORS).value())
                .isCloseTo(all, within(0.1))
                .isNotEqualTo(all)
                .isEqualTo(few.score(posteriors, FACTORS).value());
        assertThat(new SampledMutualInformationGap(2000, 0)
                        .score(posteriors, FACTORS)
                        .value())
                .isEqualTo(all);
    }

    @Test
    void narrowPosteriorsAreTheirMeans() {
        ToDoubleFunction<int[]> first = v -> 0.7 * v[0] - 1.01;
        ToDoubleFunction<int[]> second = v -> 0.31 * v[1] + 0.11 * v[0] - 1.035;
        GaussianPosteriors narrow = posteriors(-40, first, second);
        Points points = new Points(narrow.means(), FACTORS);
        Sample sample = new Sample(points, points);
        var bins = new Discretizer.FixedRange(16, -2, 2);
        var quantized = new QuantizedPosteriors(bins);
        var plugIn = new PlugIn(bins);
        assertThat(quantized.robustMutualInformationGap(narrow, FACTORS).value())
                .isCloseTo(
                        new MutualInformationGap(plugIn, Normalizer.NONE)
                                .score(sample)
                                .value(),
                        within(1e-12));
        assertThat(quantized.robustMutualInformationGap(narrow, FACTORS).figure("RMIG / factor entropy"))
                .isCloseTo(
                        new MutualInformationGap(plugIn, Normalizer.FACTOR_ENTROPY)
                                .score(sample)
                                .value(),
                        within(1e-12));
        Score jemmig = new JointEntropyMinusGap(plugIn).score(sample);
        Score soft = quantized.jointEntropyMinusGap(narrow, FACTORS);
        assertThat(soft.value()).isCloseTo(jemmig.value(), within(1e-12));
        assertThat(soft.figure("JEMMIG (nats)")).isCloseTo(jemmig.figure("JEMMIG (nats)"), within(1e-12));
        // Each value of the first factor has a bin of its own, so the code says ln 4 of the image.
        assertThat(quantized
                        .informativeness(narrow)
                        .table("informativeness (nats)")
                        .column(0)[0])
                .isCloseTo(Math.log(4), within(1e-12));
    }

    @Test
    void refusesInputsWithoutMeaning() {
        GaussianPosteriors posteriors = posteriors(0, v -> v[0], v -> v[1]);
        Codes means = posteriors.means();
        assertThatThrownBy(() -> new GaussianPosteriors(means, Codes.ofRows(new double[][] {{1, 1}})))
                .hasMessageContaining("same points and codes");
        assertThatThrownBy(() -> new GaussianPosteriors(
                        Codes.ofRows(new double[][] {{1, 1}}), Codes.ofRows(new double[][] {{1, -701}})))
                .hasMessageContaining("found -701.0 in column 1 of row 0");
        Factors few = Factors.discrete(new int[][] {{1}, {2}});
        assertThatThrownBy(() -> SAMPLED.score(posteriors, few)).hasMessageContaining("found 2000 and 2");
        assertThatThrownBy(() -> QUANTIZED.robustMutualInformationGap(posteriors, few))
                .hasMessageContaining("found 2000 and 2");
        assertThatThrownBy(() -> SAMPLED.score(posteriors, means.columns(0), FACTORS))
                .hasMessageContaining("draws");
        double[][] smooth = Arrays.stream(ROWS).map(v -> new double[] {v[0]}).toArray(double[][]::new);
        assertThatThrownBy(() -> SAMPLED.score(posteriors, Factors.continuous(List.of("x"), smooth)))
                .hasMessageContaining("'x' is continuous");
        assertThatThrownBy(() -> SAMPLED.score(new GaussianPosteriors(means.columns(0), means.columns(0)), FACTORS))
                .hasMessageContaining("L ≥ 2");
        assertThatThrownBy(() -> new SampledMutualInformationGap(0, 0)).hasMessageContaining("samples");
    }

    @Test
    void constantFactorsAreLeftOut() {
        int[][] rows = Arrays.stream(ROWS).map(v -> new int[] {v[0], 3}).toArray(int[][]::new);
        Score score = SAMPLED.score(posteriors(0, v -> 100 * v[0], v -> 0), Factors.discrete(rows));
        assertThat(score.value()).isCloseTo(1, within(1e-12));
        assertThat(score.warnings()).containsExactly("constant factor 'v1' left out");
    }

    @Test
    void aBatteryGivesTheSameScores() {
        GaussianPosteriors posteriors = posteriors(-3, v -> 1.5 * v[0], v -> v[1] - v[0]);
        Points points = new Points(posteriors.means(), FACTORS);
        Scores scores = Battery.of(Batteries.posterior()).score(new Sample(points, points), posteriors, 4);
        assertThat(scores.refused()).isEmpty();
        assertThat(scores.scores())
                .extracting(Score::json)
                .containsExactly(
                        SampledMutualInformationGap.standard()
                                .score(posteriors, FACTORS)
                                .json(),
                        QUANTIZED
                                .robustMutualInformationGap(posteriors, FACTORS)
                                .json(),
                        QUANTIZED.jointEntropyMinusGap(posteriors, FACTORS).json(),
                        QUANTIZED.informativeness(posteriors).json());
        assertThat(scores.scores())
                .extracting(Score::metric)
                .containsExactly("MIG (sampled posteriors)", "RMIG", "JEMMIG (posteriors)", "informativeness")
                .containsExactlyElementsOf(Batteries.posterior().stream()
                        .map(PosteriorMetric::name)
                        .toList());

        // Other bins have other names, so both fit into a battery.
        List<PosteriorMetric> all = new ArrayList<>(Batteries.posterior());
        all.addAll(new QuantizedPosteriors(new Discretizer.FixedRange(16, -2, 2)).metrics());
        Scores more = Battery.of(all).score(new Sample(points, points), posteriors, 4);
        assertThat(more.scores())
                .extracting(Score::metric)
                .containsExactlyElementsOf(
                        all.stream().map(PosteriorMetric::name).toList())
                .doesNotHaveDuplicates();
    }

    private static Factors onlyFirst() {
        return FACTORS.columns(0);
    }

    private static GaussianPosteriors posteriors(
            double logVariance, ToDoubleFunction<int[]> first, ToDoubleFunction<int[]> second) {
        return posteriors(ROWS, logVariance, first, second);
    }

    private static GaussianPosteriors posteriors(
            int[][] rows, double logVariance, ToDoubleFunction<int[]> first, ToDoubleFunction<int[]> second) {
        double[][] means = Arrays.stream(rows)
                .map(v -> new double[] {first.applyAsDouble(v), second.applyAsDouble(v)})
                .toArray(double[][]::new);
        double[][] logVariances = Arrays.stream(rows)
                .map(v -> new double[] {logVariance, logVariance})
                .toArray(double[][]::new);
        return new GaussianPosteriors(Codes.ofRows(means), Codes.ofRows(logVariances));
    }
}
