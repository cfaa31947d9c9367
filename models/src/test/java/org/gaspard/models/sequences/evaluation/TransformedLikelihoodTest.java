package org.gaspard.models.sequences.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.gaspard.metrics.Score;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.sequences.evaluation.TransformedLikelihood.Estimator;
import org.gaspard.models.sequences.evaluation.TransformedLikelihood.Pixels;
import org.gaspard.models.sequences.evaluation.TransformedPosterior.Draw;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformedLikelihoodTest {

    private static final OracleFile ORACLE = new OracleFile("sequences/evaluation.txt");
    private static final TableSequences SEQUENCES = TableSequences.of(ORACLE.get("x"));
    private static final Likelihood BERNOULLI = new Likelihood.Bernoulli();
    private static final RandomKey KEY = RandomKey.of(4);
    private static final int[] ALL = {0, 1, 2};
    private static final int DRAWS = 4;
    /** Measured: at most 5.4e-15. */
    private static final Offset<Double> ROUNDING = within(5e-14);

    /** The draws of the oracle, one after the other. */
    private static TransformedPosterior written() {
        Map<Integer, Integer> calls = new HashMap<>();
        return (first, k, steps, key) -> {
            int s = calls.merge(k, 1, Integer::sum) - 1;
            return new Draw(
                    ORACLE.get("logits").index(0, k).index(0, s),
                    ORACLE.get("prior").index(0, k).index(0, s),
                    ORACLE.get("posterior").index(0, k).index(0, s));
        };
    }

    private static Score score(Estimator estimator, int draws, Pixels pixels, FrameRange frames) {
        return new TransformedLikelihood(estimator, draws, pixels, frames, 3)
                .of(written(), BERNOULLI, SEQUENCES, KEY, ALL);
    }

    private static void agrees(Score score, String name) {
        double[] expected = ORACLE.get(name).toDoubleArray();
        double[] found = score.table("log-likelihood").column(0);
        assertThat(found[0]).isCloseTo(expected[0], ROUNDING);
        assertThat(found[1]).isCloseTo(expected[1], ROUNDING);
        assertThat(score.value()).isCloseTo((expected[0] + expected[1]) / 2, ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"TRAINED, trained", "UNIT_NORMAL, normal"})
    void estimatesAreThoseOfTheirEquations(Pixels pixels, String name) {
        agrees(score(Estimator.ELBO, DRAWS, pixels, FrameRange.ALL), name + ".elbo");
        agrees(score(Estimator.PUBLISHED, 1, pixels, FrameRange.WITHOUT_LAST), name + ".published");
        Score iwae = score(Estimator.IWAE, DRAWS, pixels, FrameRange.ALL);
        agrees(iwae, name + ".iwae");
        assertThat(iwae.figure("effective sample size"))
                .isCloseTo(ORACLE.get(name + ".size").item(), ROUNDING);
        double[] frames = ORACLE.get(name + ".iwae.frames").toDoubleArray();
        for (int i = 0; i < frames.length; i++) {
            assertThat(iwae.table("log-likelihood by frame").values()[i / 3][i % 3])
                    .isCloseTo(frames[i], ROUNDING);
        }
        assertThat(score(Estimator.ELBO, 1, pixels, FrameRange.ALL).value())
                .isCloseTo(score(Estimator.IWAE, 1, pixels, FrameRange.ALL).value(), ROUNDING);
    }

    @Test
    void thePublishedEstimatorIsTheBoundWithTheDensitiesReversed() {
        TransformedPosterior reversed = (first, k, steps, key) -> new Draw(
                ORACLE.get("logits").index(0, k).index(0, 0),
                ORACLE.get("posterior").index(0, k).index(0, 0),
                ORACLE.get("prior").index(0, k).index(0, 0));
        Score elbo = new TransformedLikelihood(Estimator.ELBO, 1, Pixels.UNIT_NORMAL, FrameRange.WITHOUT_LAST, 3)
                .of(reversed, BERNOULLI, SEQUENCES, KEY, ALL);
        Score published = TransformedLikelihood.published(3).of(written(), BERNOULLI, SEQUENCES, KEY, ALL);
        assertThat(published.value()).isCloseTo(elbo.value(), ROUNDING);
    }

    /** With unit normal pixels and densities that cancel, a perfect decoder reaches −½ D ln 2π and no more. */
    @ParameterizedTest
    @CsvSource({"28, 2161.3434", "64, 11291.9167"})
    void normalPixelsHaveAFloor(int side, double floor) {
        Tensor first = RandomKey.of(2).uniform(DType.FLOAT32, 1, 2, 1, side, side, 3);
        TableSequences still = TableSequences.of(Tensor.concatenate(2, first, first, first));
        for (Estimator estimator : Estimator.values()) {
            var estimate = new TransformedLikelihood(estimator, 1, Pixels.UNIT_NORMAL, FrameRange.ALL, 2);
            Likelihood trained = new Likelihood.Gaussian(0.3);
            Score perfect = estimate.of(constant(0, 0), trained, still, KEY, 0, 1);
            assertThat(perfect.value()).isCloseTo(-floor, within(5e-5));
            assertThat(estimate.of(constant(0.1, 0), trained, still, KEY, 0, 1).value())
                    .isCloseTo(-floor - 0.5 * 0.01 * side * side * 3, within(1e-3));
            // A posterior that is narrower than the prior: only the published sign goes above the floor.
            double divergence = estimator == Estimator.PUBLISHED ? 50 : -50;
            assertThat(estimate.of(constant(0, 50), trained, still, KEY, 0, 1).value())
                    .isCloseTo(-floor + divergence, within(5e-5));
        }
    }

    /** x_0 at all times, but for an error, with a constant ratio of densities. */
    private static TransformedPosterior constant(double error, double logRatio) {
        return (first, k, steps, key) -> {
            Tensor image = first.add(error);
            Tensor output = Tensor.stack(
                    1, IntStream.rangeClosed(0, steps).mapToObj(t -> image).toList());
            Tensor density = Tensor.zeros(first.extent(0), steps + 1);
            return new Draw(output, density, density.add(logRatio));
        };
    }

    /** z ~ N(0, s_t² I), x ~ N(W z, I) with orthogonal columns of W, so that the posterior of x_t is known, a product of two normals. */
    private record Linear(TableSequences sequences, double shift, double widening) implements TransformedPosterior {

        private static final Tensor WEIGHT = ORACLE.get("linear.weight");
        private static final double[] SCALES = ORACLE.get("linear.scales").toDoubleArray();

        @Override
        public Draw draw(Tensor first, int k, int steps, RandomKey key) {
            int n = first.extent(0);
            // The sequences of a batch are those of the table, again and again.
            int copies = n / sequences.size();
            List<Tensor> outputs = new ArrayList<>();
            List<Tensor> priors = new ArrayList<>();
            List<Tensor> posteriors = new ArrayList<>();
            for (int t = 0; t <= steps; t++) {
                Tensor x = sequences.table().index(0, k).index(1, t).reshape(sequences.size(), 4);
                Tensor images = Tensor.concatenate(
                        0, IntStream.range(0, copies).mapToObj(i -> x).toList());
                Tensor precision = WEIGHT.square().sum(0).add(1 / (SCALES[t] * SCALES[t]));
                Tensor mean = images.matmul(WEIGHT).divide(precision).add(shift);
                Tensor deviation = precision.reciprocal().multiply(widening).sqrt();
                Tensor noise = key.child(t).normal(DType.FLOAT64, n, 2);
                Tensor z = noise.multiply(deviation).add(mean);
                outputs.add(z.matmul(WEIGHT.transposed()).reshape(n, 2, 2, 1));
                priors.add(logNormal(z.divide(SCALES[t]), Tensor.full(SCALES[t], 2)));
                posteriors.add(logNormal(noise, deviation));
            }
            return new Draw(Tensor.stack(1, outputs), Tensor.stack(1, priors), Tensor.stack(1, posteriors));
        }

        private static Tensor logNormal(Tensor standardised, Tensor deviation) {
            Tensor each = standardised.square().multiply(-0.5).subtract(0.5 * Math.log(2 * Math.PI));
            return each.subtract(deviation.cast(DType.FLOAT64).log()).sum(1);
        }
    }

    private static Score linear(Estimator estimator, int draws, int copies, double shift, double widening) {
        TableSequences sequences = TableSequences.of(ORACLE.get("linear.x"));
        int[] which = IntStream.range(0, 3 * copies).map(i -> i % 3).toArray();
        return new TransformedLikelihood(estimator, draws, Pixels.TRAINED, FrameRange.ALL, which.length)
                .of(new Linear(sequences, shift, widening), new Likelihood.Gaussian(1), sequences, KEY, which);
    }

    @Test
    void withTheExactPosteriorEveryDrawGivesTheLogLikelihood() {
        double[] evidence = ORACLE.get("linear.evidence").toDoubleArray();
        for (Estimator estimator : List.of(Estimator.ELBO, Estimator.IWAE)) {
            double[] found =
                    linear(estimator, 2, 1, 0, 1).table("log-likelihood").column(0);
            assertThat(found[0]).isCloseTo(evidence[0], ROUNDING);
            assertThat(found[1]).isCloseTo(evidence[1], ROUNDING);
        }
    }

    @Test
    void besideThePosteriorBothBoundsConverge() {
        double[] evidence = ORACLE.get("linear.evidence").toDoubleArray();
        double[] bound = ORACLE.get("linear.bound").toDoubleArray();
        Score elbo = linear(Estimator.ELBO, 100, 100, 0.25, 1.5);
        Score one = linear(Estimator.IWAE, 1, 100, 0.25, 1.5);
        Score five = linear(Estimator.IWAE, 5, 100, 0.25, 1.5);
        Score many = linear(Estimator.IWAE, 100, 100, 0.25, 1.5);
        for (int k = 0; k < 2; k++) {
            // 90,000 weights each; measured: 0.0016 and 0.0037.
            assertThat(elbo.table("log-likelihood").values()[k][0]).isCloseTo(bound[k], within(0.015));
            assertThat(many.table("log-likelihood").values()[k][0]).isCloseTo(evidence[k], within(0.02));
        }
        assertThat(one.value()).isCloseTo((bound[0] + bound[1]) / 2, within(0.1));
        assertThat(five.value()).isBetween(one.value() + 0.05, many.value() - 0.02);
        assertThat(many.value()).isLessThan((evidence[0] + evidence[1]) / 2 + 0.01);
        assertThat(many.figure("effective sample size")).isBetween(20.0, 99.0);
        assertThat(one.figure("effective sample size")).isEqualTo(1);
    }

    @Test
    void aPosteriorMayInferTheTransformationFromTheSequence() {
        TransformedPosterior inferring = new TransformedPosterior() {
            @Override
            public Draw draw(Tensor first, int k, int steps, RandomKey key) {
                throw new AssertionError("the sequence is known");
            }

            @Override
            public Draw follow(Tensor frames, int k, RandomKey key) {
                Tensor density = Tensor.zeros(frames.extent(0), frames.extent(1));
                return new Draw(frames, density, density);
            }
        };
        Score score = TransformedLikelihood.elbo(1, 2).of(inferring, new Likelihood.Gaussian(1), SEQUENCES, KEY, ALL);
        assertThat(score.value()).isCloseTo(-6 * Math.log(2 * Math.PI), ROUNDING);
    }

    @Test
    void whatIsNoEstimateIsRefused() {
        assertThatThrownBy(() -> new TransformedLikelihood(Estimator.PUBLISHED, 2, Pixels.TRAINED, FrameRange.ALL, 1))
                .hasMessageContaining("takes 1 draw, found draws = 2");
        assertThatThrownBy(() -> TransformedLikelihood.iwae(0, 1)).hasMessageContaining("draws must be at least 1");
        assertThatThrownBy(() -> new Draw(Tensor.zeros(2, 3, 1, 1, 1), Tensor.zeros(2, 3), Tensor.zeros(2)))
                .hasMessageContaining("the shape of logPosterior must be " + Shape.of(2, 3));
        TransformedPosterior lost = (first, k, steps, key) -> {
            Draw draw = constant(0, 0).draw(first, k, steps, key);
            return new Draw(draw.output(), draw.logPrior().add(Double.NaN), draw.logPosterior());
        };
        assertThatThrownBy(() -> TransformedLikelihood.elbo(1, 3).of(lost, BERNOULLI, SEQUENCES, KEY, ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("log-weights must be finite");
        TransformedPosterior small =
                (first, k, steps, key) -> new Draw(Tensor.zeros(3, 4, 1, 1, 1), Tensor.zeros(3, 4), Tensor.zeros(3, 4));
        assertThatThrownBy(() -> TransformedLikelihood.elbo(1, 3).of(small, BERNOULLI, SEQUENCES, KEY, ALL))
                .hasMessageContaining("the shape of outputs");
    }
}
