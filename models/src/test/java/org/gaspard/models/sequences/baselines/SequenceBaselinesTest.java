package org.gaspard.models.sequences.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.models.sequences.ToySequences.N;
import static org.gaspard.models.sequences.ToySequences.ORACLE;
import static org.gaspard.models.sequences.ToySequences.PIXELS;
import static org.gaspard.models.sequences.ToySequences.STEPS;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.models.sequences.SequenceStep;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.models.sequences.ToySequences;
import org.gaspard.models.sequences.evaluation.TransformedPosterior;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses held against sequence_baselines.py in double precision, and what is foretold against what can be written down. */
class SequenceBaselinesTest {

    private static final RandomKey KEY = RandomKey.of(9);
    private static final Capsules CYCLIC = new Capsules(2, 5, 2, 1, Capsules.Boundary.CYCLIC, 1);
    private static final Capsules OWN = new Capsules(2, 5, 2, 1, Capsules.Boundary.CUT, 2);

    private static Tvae tvae(Capsules capsules) {
        Sequential spread = ToySequences.encoder("spread", capsules.latents());
        ToySequences.assign(spread.parameters(), 0.7, 6);
        Parameter offset = Tvae.publishedOffset("offset", DType.FLOAT64);
        offset.assign(Tensor.scalar(1.5));
        return new Tvae(ToySequences.vae(capsules.latents()), spread, offset, capsules, 2);
    }

    private static double deviation(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        return found.subtract(expected).abs().max().item();
    }

    static Stream<SequenceObjective> objectives() {
        return Stream.of(
                new PlainSequenceVae(ToySequences.vae(3), 2, 4),
                new SlowVae(ToySequences.vae(3), 2, SlowVae.Settings.PUBLISHED),
                new SlowVae(ToySequences.vae(3), 2, SlowVae.Settings.PUBLISHED.with(SlowVae.Pairs.ALL)),
                tvae(CYCLIC),
                tvae(OWN));
    }

    /** Values and gradients in all parameters; measured: at most 8e-15, and 2e-12 where the oracle integrates numerically. */
    @ParameterizedTest
    @CsvSource({
        "0, plain, 1e-14",
        "1, slow.drawn, 2e-11",
        "2, slow.all, 2e-11",
        "3, tvae.cyclic, 1e-13",
        "4, tvae.own, 1e-13"
    })
    void lossesAgreeWithPyTorch(int which, String name, double tolerance) {
        SequenceObjective objective = objectives().toList().get(which);
        Tensor loss = objective.value(ToySequences.pass(1)).loss();
        List<Tensor> leaves = objective.shared().stream().map(Parameter::tensor).toList();
        assertThat(ORACLE.deviation(loss, leaves, name)).isLessThan(tolerance);
    }

    /** The sum of ten losses falls. */
    @ParameterizedTest
    @MethodSource("objectives")
    void stepsTrain(SequenceObjective objective) {
        Tensor frames = ToySequences.frames();
        SequenceStep step = new SequenceStep(objective, Adam.Settings.adam(), t -> (int) (t % 2), frames.type());
        double first = 0;
        double last = 0;
        int rounds = 60;
        for (int t = 0; t < rounds; t++) {
            double loss = step.run(t, frames, KEY.child(t), 0.02).get("loss");
            first += t < 10 ? loss : 0;
            last += t >= rounds - 10 ? loss : 0;
        }
        assertThat(last).isLessThan(0.9 * first);
    }

    static Stream<SequenceObjective> convolutions() {
        Vae vae = ToySequences.convolutions();
        Capsules capsules = new Capsules(2, 2, 1, 0, Capsules.Boundary.CUT, 2);
        return Stream.of(
                new PlainSequenceVae(vae, 2, 1),
                new SlowVae(vae, 2, SlowVae.Settings.PUBLISHED),
                Tvae.of(ToySequences.networks(), new Likelihood.Bernoulli(), capsules, 2, KEY));
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void convolutionsInSinglePrecisionAreTrained(SequenceObjective objective) {
        Tensor frames = ToySequences.largeFrames();
        SequenceStep step = new SequenceStep(objective, Adam.Settings.adam(), t -> (int) (t % 2), frames.type());
        double first = step.run(0, frames, KEY, 0.01).get("loss");
        double last = first;
        for (int t = 1; t < 20; t++) {
            last = step.run(t, frames, KEY.child(t), 0.01).get("loss");
        }
        assertThat(last).isLessThan(first);
    }

    @Test
    void modelsInSinglePrecisionForetellImagesOfTheirType() {
        Vae vae = ToySequences.convolutions();
        Tensor frames = ToySequences.largeFrames();
        List<List<Tensor>> sequences = List.of(List.of(frames));
        Tvae topographic = (Tvae) convolutions().toList().getLast();
        Stream.of(
                        new StillPredictor(vae, true),
                        AxisTraversal.fit(vae, sequences, AxisTraversal.Ranges.Shifts.standard(), true, KEY),
                        AxisTraversal.fit(vae, sequences, AxisTraversal.Ranges.Quantiles.published(), false, KEY),
                        topographic.predictor(true))
                .forEach(each -> assertThat(
                                each.predict(frames.index(1, 0), 0, 2, KEY).type())
                        .isEqualTo(frames.type()));
    }

    @Test
    void onlyCapsulesOfTheirOwnNeedTheTransformation() {
        List<Boolean> labelled = objectives().map(SequenceObjective::labelled).toList();
        assertThat(labelled).containsExactly(false, false, false, false, true);
    }

    /** {@code λ E|x| − ln(λ/2)}: with E|x| = σ √(2/π) around 0, and |m| far from it. */
    @Test
    void laplaceCrossEntropyIsThatOfAbsoluteNumbers() {
        Tensor mean = Tensor.of(new double[] {0, 0, -3, 5}, 4);
        Tensor logVariance = Tensor.of(new double[] {0, Math.log(4), -6, -2}, 4);
        double around = Math.sqrt(2 / Math.PI);
        double[] absolute = {around, 2 * around, 3, 5};
        Tensor expected = Tensor.of(absolute, 4).multiply(6).subtract(Math.log(3));
        assertThat(deviation(SlowVae.laplaceCrossEntropy(mean, logVariance, 6), expected))
                .isLessThan(1e-14);
        GradientCheck.standard()
                .first(in -> SlowVae.laplaceCrossEntropy(in.get(0), in.get(1), 6), mean.add(0.3), logVariance);
    }

    @Test
    void aStillPredictorRepeatsTheFirstImage() {
        Tensor first = ToySequences.frames().index(1, 0).computedNow();
        Tensor found = new StillPredictor(ToySequences.identity(), false).predict(first, 1, 3, KEY);
        assertThat(deviation(found, Tensor.stack(1, first, first, first, first)))
                .isEqualTo(0);
        Tensor drawn = new StillPredictor(ToySequences.vae(3), true).predict(first, 0, 2, KEY);
        Tensor z = ToySequences.vae(3).encode(first, ForwardPass.evaluation()).sample(KEY);
        assertThat(deviation(drawn.index(1, 2), ToySequences.vae(3).generate(z)))
                .isLessThan(1e-15);
    }

    @Test
    void stillDrawsHaveTheDensitiesOfOnePosteriorInAllFrames() {
        Tensor first = ToySequences.frames().index(1, 0).computedNow();
        Vae vae = ToySequences.vae(3);
        TransformedPosterior.Draw draw = new StillDraws(vae).draw(first, 1, 2, KEY);
        GaussianPosterior posterior = vae.encode(first, ForwardPass.evaluation());
        double[] mean = posterior.mean().toDoubleArray();
        double[] logVariance = posterior.logVariance().toDoubleArray();
        double[] z = posterior.sample(KEY).toDoubleArray();
        double[] prior = new double[N];
        double[] density = new double[N];
        for (int i = 0; i < z.length; i++) {
            prior[i / 3] -= (z[i] * z[i] + Math.log(2 * Math.PI)) / 2;
            density[i / 3] -=
                    (Math.pow(z[i] - mean[i], 2) / Math.exp(logVariance[i]) + logVariance[i] + Math.log(2 * Math.PI))
                            / 2;
        }
        Tensor output = vae.decode(Tensor.of(z, N, 3), ForwardPass.evaluation());
        for (int t = 0; t <= 2; t++) {
            assertThat(deviation(draw.logPrior().index(1, t), Tensor.of(prior))).isLessThan(1e-14);
            assertThat(deviation(draw.logPosterior().index(1, t), Tensor.of(density)))
                    .isLessThan(1e-14);
            assertThat(deviation(draw.output().index(1, t), output)).isLessThan(1e-14);
        }
    }

    /** Batches of sequences of which one pixel of the given number follows the levels of each sequence. */
    private static List<Tensor> moving(int pixel, double... steps) {
        List<Tensor> batches = new ArrayList<>();
        for (int batch = 0; batch < 2; batch++) {
            Tensor first = TinyVae.wave(1, 1.3, batch, N, PIXELS);
            Tensor axis = Tensor.identity(DType.FLOAT64, PIXELS).index(0, pixel);
            List<Tensor> frames = new ArrayList<>();
            for (double step : steps) {
                frames.add(ToySequences.ofPixels(first.add(axis.multiply(step))));
            }
            batches.add(Tensor.stack(1, frames).computedNow());
        }
        return batches;
    }

    @Test
    void traversalsFindTheLatentThatMoves() {
        List<List<Tensor>> sequences = List.of(moving(2, 0, 0.25, 0.5), moving(1, 0, -1.5, -3), moving(3, 0, 0.1, 0.1));
        AxisTraversal found = AxisTraversal.fit(
                ToySequences.identity(), sequences, AxisTraversal.Ranges.Shifts.standard(), false, KEY);
        assertThat(found.paths().stream().map(AxisTraversal.Path::dimension)).containsExactly(2, 1, 3);
        assertThat(found.paths().stream().map(path -> path.levels().getLast())).containsExactly(0.5, -3.0, 0.5);
        double[] errors =
                found.paths().stream().mapToDouble(AxisTraversal.Path::error).toArray();
        // The third one moves 0.1 in each frame, where the least range has 0.25 and 0.5.
        assertThat(errors).containsExactly(new double[] {0, 0, 0.15 + 0.4}, within(1e-14));
        Tensor all = sequences.get(1).getFirst();
        Tensor foretold = found.predict(all.index(1, 0), 1, 2, KEY);
        assertThat(deviation(foretold, all)).isLessThan(1e-15);
        assertThat(deviation(found.predict(all.index(1, 0), 1, 1, KEY), all.slice(1, 0, 2)))
                .isLessThan(1e-15);
    }

    /** Sequences that are what a traversal of quantiles says: -1.645, 0 and 1.645 deviations from the mean, up and down. */
    @Test
    void traversalsByQuantilesReplaceALatent() {
        double[] starts = {-0.5, 0.25, 1};
        double mean = 0.25;
        double reach = 1.6448536269514722 * 0.75;
        double[][] paths = {{mean - reach, mean, mean + reach}, {mean + reach, mean, mean - reach}};
        List<List<Tensor>> sequences = new ArrayList<>();
        for (double[] path : paths) {
            double[] pixels = new double[3 * 3 * PIXELS];
            for (int i = 0; i < 3; i++) {
                for (int t = 0; t < 3; t++) {
                    for (int d = 0; d < PIXELS; d++) {
                        double still = d == 0 ? starts[i] : 0.1 * i * d;
                        pixels[(i * 3 + t) * PIXELS + d] = d == 0 && t > 0 ? path[t] : still;
                    }
                }
            }
            sequences.add(List.of(Tensor.of(pixels, 3, 3, 2, 2, 1)));
        }
        // Each start is there twice, once for each transformation: the unbiased variance is 0.75² · 4/5.
        double expected = reach * Math.sqrt(0.8);
        AxisTraversal found = AxisTraversal.fit(
                ToySequences.identity(), sequences, AxisTraversal.Ranges.Quantiles.published(), false, KEY);
        assertThat(found.paths()).allSatisfy(path -> {
            assertThat(path.dimension()).isEqualTo(0);
            assertThat(path.replacing()).isTrue();
            assertThat(path.error()).isCloseTo(reach - expected, within(1e-9));
        });
        assertThat(found.paths().get(0).levels().stream().mapToDouble(l -> l).toArray())
                .containsExactly(new double[] {mean - expected, mean, mean + expected}, within(1e-9));
        Tensor foretold = found.predict(sequences.get(1).getFirst().index(1, 0), 1, 2, KEY);
        assertThat(foretold.get(2, 1, 0, 0, 0)).isCloseTo(mean, within(1e-9));
        assertThat(foretold.get(2, 2, 0, 0, 0)).isCloseTo(mean - expected, within(1e-9));
        assertThat(foretold.get(2, 2, 0, 1, 0)).isCloseTo(0.2, within(1e-9));
    }

    /** All squares 1: 13 + 12 + 12 of them are in a sum of the published window; at the end of a sequence, 7 + 7 + 6. */
    @Test
    void windowsCountTheirSquares() {
        Capsules published = Capsules.published();
        Tensor ones = Tensor.ones(1, 18, published.latents());
        assertThat(deviation(published.shared(ones, 0), ones.multiply(37))).isEqualTo(0);
        Tensor cut = new Capsules(18, 18, 6, 1, Capsules.Boundary.CUT, 1).shared(ones, 0);
        assertThat(cut.get(0, 0, 5)).isEqualTo(7 + 7 + 6);
        assertThat(cut.get(0, 9, 5)).isEqualTo(37);
        Tensor own = new Capsules(18, 18, 6, 1, Capsules.Boundary.CUT, 2).shared(ones, 1);
        assertThat(own.get(0, 9, 0)).isEqualTo(39);
        assertThat(own.get(0, 9, 9 * 18)).isEqualTo(37);
    }

    /** A number that rolls with the frames shares its variance with itself, and with its neighbours in one frame less. */
    @Test
    void windowsOfRollingSquaresRoll() {
        Capsules capsules = new Capsules(2, 6, 2, 1, Capsules.Boundary.CYCLIC, 1);
        Tensor first = KEY.uniform(DType.FLOAT64, 2, 12).computedNow();
        Tensor squares = Tensor.stack(
                1,
                IntStream.range(0, 6).mapToObj(t -> capsules.roll(first, t, 0)).toList());
        Tensor sums = capsules.shared(squares, 0);
        Tensor beside = capsules.roll(first, 1, 0).add(capsules.roll(first, -1, 0));
        Tensor expected = first.multiply(5).add(beside.multiply(4));
        for (int t = 0; t < 6; t++) {
            assertThat(deviation(sums.index(1, t), capsules.roll(expected, t, 0)))
                    .isLessThan(1e-13);
        }
    }

    @Test
    void capsulesRollOnlyWhereTheirTransformationSays() {
        Tensor latents = Tensor.range(DType.FLOAT64, 10).reshape(1, 10);
        assertThat(CYCLIC.roll(latents, 6, 1).toDoubleArray()).containsExactly(4, 0, 1, 2, 3, 9, 5, 6, 7, 8);
        assertThat(OWN.roll(latents, 1, 1).toDoubleArray()).containsExactly(0, 1, 2, 3, 4, 9, 5, 6, 7, 8);
        assertThat(OWN.roll(latents, 2, 0).toDoubleArray()).containsExactly(3, 4, 0, 1, 2, 5, 6, 7, 8, 9);
        assertThat(OWN.roll(latents, 5, 0).toDoubleArray()).isEqualTo(latents.toDoubleArray());
    }

    /** With u² = 1 everywhere, what is foretold is the roll of (z + μ) / √(how many squares), here decoded as it is. */
    @ParameterizedTest
    @CsvSource({"CYCLIC, 13", "CUT, 8"})
    void topographicModelsForetellByRolling(Capsules.Boundary boundary, int squares) {
        Sequential spread = ToySequences.encoder("spread", PIXELS);
        // Means of 0 and variances of 1.
        ToySequences.assign(spread.parameters(), 0, 0);
        Tvae model = new Tvae(
                ToySequences.identity(),
                spread,
                Tvae.publishedOffset("offset", DType.FLOAT64),
                new Capsules(1, 4, 2, 1, boundary, 1),
                1);
        Tensor first = ToySequences.ofPixels(Tensor.of(new double[] {1, 2, 3, 4}, 1, 4));
        Tensor found = model.predictor(false).predict(first, 0, 2, KEY).multiply(Math.sqrt(squares + 1e-6));
        assertThat(found.toDoubleArray())
                .containsExactly(new double[] {31, 32, 33, 34, 34, 31, 32, 33, 33, 34, 31, 32}, within(1e-12));
    }

    /** Drawn latents are the posterior's of the key's children. */
    @Test
    void topographicModelsForetellFromDrawnLatents() {
        Tvae model = tvae(CYCLIC);
        Tensor first = ToySequences.frames().index(1, 0).computedNow();
        ForwardPass use = ForwardPass.evaluation();
        Tensor z = model.vae().encode(first, use).sample(KEY.child(0));
        Tensor u = new Vae(
                        model.spread(), model.vae().decoder(), 10, model.vae().likelihood())
                .encode(first, use)
                .sample(KEY.child(1));
        // Two frames: the second one has the squares of the first one rolled, and each is before and behind the other.
        Tensor squares = Tensor.stack(1, u.square(), CYCLIC.roll(u.square(), 1, 0));
        Tensor scale = CYCLIC.shared(squares, 0).index(1, 0).add(1e-6).sqrt();
        Tensor t = z.add(1.5).divide(scale);
        Tensor found = model.predictor(true).predict(first, 0, 1, KEY);
        assertThat(deviation(found.index(1, 1), model.vae().generate(CYCLIC.roll(t, 1, 0))))
                .isLessThan(1e-15);
    }

    @Test
    void drawnStepsAreAllReached() {
        Set<Double> seen = Set.copyOf(IntStream.range(0, 60)
                .mapToObj(i -> Sequences.drawnStep(3, KEY.child(i)).item())
                .distinct()
                .toList());
        assertThat(seen).containsExactlyInAnyOrder(0.0, 1.0, 2.0);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Vae vae = ToySequences.vae(3);
        assertThatThrownBy(() -> new PlainSequenceVae(vae, 2, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beta must be finite and at least 0");
        Vae point = new Vae(vae.encoder(), vae.decoder(), 6, vae.likelihood(), Vae.Encoding.POINT);
        assertThatThrownBy(() -> new StillPredictor(point, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the encoder must give distributions, found POINT");
        assertThatThrownBy(() -> new SlowVae.Settings(1, 10, 0, SlowVae.Pairs.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate must be finite and above 0");
        assertThatThrownBy(() -> new Capsules(3, 4, 2, 3, Capsules.Boundary.CUT, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("width must be from 0 to the reach, 2, found 3");
        assertThatThrownBy(() -> new Capsules(3, 4, 2, 1, Capsules.Boundary.CUT, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count must be a multiple of the groups, 2, found 3");
        assertThatThrownBy(() -> new Tvae(vae, vae.encoder(), tvae(OWN).offset(), OWN, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which are the latents, must be 3, found 10");
        Tvae own = tvae(OWN);
        assertThatThrownBy(() -> new Tvae(own.vae(), own.spread(), own.offset(), OWN, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be 3, found 2");
        assertThatThrownBy(() -> new AxisTraversal.Ranges.Shifts(List.of(1.0, 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reaches must be");
        assertThatThrownBy(() -> new AxisTraversal.Ranges.Quantiles(0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tail must be above 0 and below 0.5");
        AxisTraversal.Path path = new AxisTraversal.Path(1, false, List.of(0.0, 1.0), 0);
        AxisTraversal traversal = new AxisTraversal(vae, List.of(path), false);
        Tensor first = ToySequences.frames().index(1, 0);
        assertThatThrownBy(() -> traversal.predict(first, 1, 1, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("transformation must be from 0 to 0, found 1");
        assertThatThrownBy(() -> traversal.predict(first, 0, 2, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps must be from 1 to 1, found 2");
        assertThatThrownBy(() ->
                        AxisTraversal.fit(vae, List.of(List.of()), AxisTraversal.Ranges.Shifts.standard(), false, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sequences must have a batch of each transformation");
        List<List<Tensor>> uneven =
                List.of(List.of(ToySequences.frames(), ToySequences.frames().slice(1, 0, STEPS)));
        assertThatThrownBy(() -> AxisTraversal.fit(vae, uneven, AxisTraversal.Ranges.Shifts.standard(), false, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different lengths");
        assertThatThrownBy(() -> new SequencePass(first, 0, ForwardPass.evaluation()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
