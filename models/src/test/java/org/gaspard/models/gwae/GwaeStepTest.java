package org.gaspard.models.gwae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Padding;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.autodiff.optim.ParameterGroup;
import org.gaspard.autodiff.optim.RmsProp;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.metrics.Codes;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.VaePass;
import org.gaspard.models.gwae.JointCritic.Penalty;
import org.gaspard.models.gwae.PosteriorEntropy.Form;
import org.gaspard.models.methods.Recipe;
import org.gaspard.models.methods.Training;
import org.gaspard.models.networks.GwaeArchitecture;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.prior.implicit.NeuralSampler;
import org.gaspard.models.terms.Generated;
import org.gaspard.models.terms.PriorMmd;
import org.gaspard.models.terms.RadialKernel;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.Opponent;
import org.gaspard.models.training.Response;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Training steps in float32, held against the published order of updates in PyTorch in float64. */
class GwaeStepTest {

    private static final OracleFile ORACLE = new OracleFile("gwae/gwae.txt");
    private static final List<String> FIGURES = List.of(
            "loss",
            "gromov_wasserstein",
            "reconstruction",
            "negative_entropy",
            "joint_matching",
            "critic",
            "critic.difference",
            "critic.penalty",
            "critic.gradient_norm");

    private static double deviation(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        double most = 0;
        for (int i = 0; i < found.length; i++) {
            most = Math.max(most, Math.abs(found[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
        }
        return most;
    }

    private static double deviation(List<Parameter> found, String name) {
        double most = 0;
        for (int i = 0; i < found.size(); i++) {
            most = Math.max(
                    most,
                    deviation(
                            found.get(i).tensor().toDoubleArray(),
                            ORACLE.get(name + i).toDoubleArray()));
        }
        return most;
    }

    private static Objective objective(TinyGwae tiny, GromovWassersteinTerm term, int updates) {
        Term loss = tiny.critic().loss(tiny.prior());
        Optimizer optimizer =
                RmsProp.Settings.standard().optimizer("critic.rmsprop", List.of(ParameterGroup.of(loss.parameters())));
        return Objective.of(
                        WeightedTerm.of(term, 1),
                        WeightedTerm.of(ReconstructionCost.ofPixels(), 1),
                        WeightedTerm.of(new PosteriorEntropy(Form.LOG_VARIANCES), 0.03),
                        WeightedTerm.of(tiny.critic().matching(tiny.prior()), 1))
                .against(new Opponent(loss, optimizer, Schedule.constant(1e-3)).after(updates));
    }

    private static List<Parameter> trained(TinyGwae tiny, GromovWassersteinTerm term) {
        return Stream.concat(tiny.trained().stream(), Stream.of(term.logScale()))
                .toList();
    }

    private static VaeStep step(TinyGwae tiny, GromovWassersteinTerm term, Objective objective, Tensor images) {
        Optimizer optimizer = RmsProp.Settings.standard().optimizer(trained(tiny, term));
        return new VaeStep(tiny.model(), objective, optimizer, images.type());
    }

    /**
     * Eight steps of the model with five of the critic after each: 17 iterations of spectral normalisation and six updates of the
     * prior's statistics in each. Measured, relative to numbers above 1: figures to 2.3e-7, the
     * model to 6.3e-7, critic, vectors and statistics to 2.9e-7.
     */
    @Test
    void followsThePublishedUpdates() {
        TinyGwae tiny = TinyGwae.of(DType.FLOAT32, true, false, Penalty.published());
        GromovWassersteinTerm term = GromovWassersteinTerm.published(tiny.prior(), 2.5);
        Tensor images = TinyVae.images().cast(DType.FLOAT32).computedNow();
        Objective objective = objective(tiny, term, 5);
        VaeStep step = step(tiny, term, objective, images);
        assertThat(step.names()).containsAll(FIGURES).doesNotHaveDuplicates();
        Tensor expected = ORACLE.get("steps");
        double figures = 0;
        for (int t = 0; t < expected.extent(0); t++) {
            Map<String, Double> row = step.run(t, images, RandomKey.of(100 + t), 1e-3);
            double[] found = Stream.concat(
                            FIGURES.stream().map(row::get),
                            Stream.of(Math.exp(term.logScale().tensor().item())))
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            figures = Math.max(figures, deviation(found, expected.index(0, t).toDoubleArray()));
        }
        assertThat(figures).isLessThan(2e-6);
        assertThat(deviation(trained(tiny, term), "steps.model")).isLessThan(5e-6);
        assertThat(deviation(tiny.ofCritic(), "steps.critic")).isLessThan(5e-6);
        assertThat(deviation(tiny.vectors(), "steps.vector")).isLessThan(5e-6);
        assertThat(deviation(tiny.prior().buffers(), "steps.running")).isLessThan(5e-6);
        assertThat(step.state())
                .containsAll(tiny.vectors())
                .containsAll(tiny.prior().buffers());
        assertThat(objective.sampler()).isSameAs(tiny.prior());
    }

    /** The first step of RMSprop is the rate over √0.01 for any gradient: C from 2.5 to 2.4975 at the published rate. */
    @Test
    void firstStepOfTheScale() {
        TinyGwae tiny = TinyGwae.of(DType.FLOAT32, true, false, Penalty.published());
        GromovWassersteinTerm term = GromovWassersteinTerm.published(tiny.prior(), 2.5);
        Tensor images = TinyVae.images().cast(DType.FLOAT32).computedNow();
        step(tiny, term, objective(tiny, term, 1), images).run(0, images, RandomKey.of(1), 1e-4);
        assertThat(Math.exp(term.logScale().tensor().item())).isBetween(2.49749, 2.49751);
    }

    /** Two halves of four steps, the second by a step that was captured anew, give the bits of four. */
    @Test
    void goesOnFromItsState() {
        List<List<Parameter>> ends = Stream.of(4, 2)
                .map(half -> {
                    TinyGwae tiny = TinyGwae.of(DType.FLOAT32, true, true, Penalty.published());
                    GromovWassersteinTerm term = GromovWassersteinTerm.published(tiny.prior(), 2.5);
                    Tensor images = TinyVae.images().cast(DType.FLOAT32).computedNow();
                    VaeStep step = step(tiny, term, objective(tiny, term, 2), images);
                    for (int t = 0; t < half; t++) {
                        step.run(t, images, RandomKey.of(t), 1e-3);
                    }
                    if (half == 4) {
                        return step.state();
                    }
                    TinyGwae other = TinyGwae.of(DType.FLOAT32, true, true, Penalty.published());
                    GromovWassersteinTerm otherTerm = GromovWassersteinTerm.published(other.prior(), 2.5);
                    VaeStep next = step(other, otherTerm, objective(other, otherTerm, 2), images);
                    for (int i = 0; i < next.state().size(); i++) {
                        next.state().get(i).assign(step.state().get(i).tensor());
                    }
                    for (int t = half; t < 4; t++) {
                        next.run(t, images, RandomKey.of(t), 1e-3);
                    }
                    return next.state();
                })
                .toList();
        assertThat(ends.get(0)).hasSameSizeAs(ends.get(1));
        for (int i = 0; i < ends.get(0).size(); i++) {
            assertThat(ends.get(1).get(i).tensor().toDoubleArray())
                    .as(ends.get(0).get(i).name())
                    .isEqualTo(ends.get(0).get(i).tensor().toDoubleArray());
        }
    }

    /** The published networks and options, on four images: what is trained, and that the figures of the first steps are numbers. */
    @Test
    void thePublishedAssembly() {
        Recipe recipe = Gwae.recipe(GwaeSettings.published((d, key) -> new StandardNormal()), 3, 8);
        assertThat(recipe.networks()).isEqualTo(new GwaeArchitecture(Padding.REPLICATE, false).networks(3, 8));
        assertThat(recipe.likelihood()).isEqualTo(new Likelihood.Gaussian(1));
        assertThat(recipe.optimizer()).isEqualTo(RmsProp.Settings.standard());
        Training training = recipe.training(100, 1);
        Objective objective = training.objective();
        assertThat(objective.terms().stream().map(each -> each.weight().at(0))).containsExactly(1.0, 1.0, 0.03, 1.0);
        Opponent critic = objective.opponents().getFirst();
        assertThat(critic.turn()).isEqualTo(new Opponent.Turn.After(5));
        assertThat(critic.learningRate().at(0)).isEqualTo(1e-4);
        // Each stage of the critic has its own two vectors: 7 of images, 3 of latents, 3 of the head.
        assertThat(critic.loss().buffers()).hasSize(26);
        TensorType batch = new TensorType(Shape.of(4, 64, 64, 3), DType.FLOAT32);
        List<Parameter> trained = Stream.concat(training.model().parameters().stream(), objective.parameters().stream())
                .toList();
        VaeStep step =
                new VaeStep(training.model(), objective, training.optimizer().optimizer(trained), batch);
        Tensor images = RandomKey.of(3).uniform(DType.FLOAT32, 4, 64, 64, 3).computedNow();
        for (int t = 0; t < 2; t++) {
            step.run(t, images, RandomKey.of(t), recipe.learningRate())
                    .forEach((name, value) -> assertThat(value).as(name).isFinite());
        }
    }

    /** Without a critic the codes are matched to the draws that the images of the pass are generated from. */
    @Test
    void theDiscrepancyInThePlaceOfTheCritic() {
        for (GwaeSettings.Discrepancy.Bandwidth bandwidth : GwaeSettings.Discrepancy.Bandwidth.values()) {
            GwaeSettings settings = GwaeSettings.published((d, key) -> NeuralSampler.neural(d, key))
                    .withMatching(new GwaeSettings.Discrepancy(bandwidth));
            Training training = Gwae.recipe(settings, 1, 4).training(100, 1);
            assertThat(training.optimizer()).isEqualTo(Adam.Settings.adam());
            Objective objective = training.objective();
            assertThat(objective.opponents()).isEmpty();
            assertThat(Gwae.critic(objective)).isEmpty();
            assertThat(Gwae.scale(objective).orElseThrow()).isCloseTo(2.5, within(1e-6));
            // The columns have the standard deviations 1 and 3.
            Tensor latents = Tensor.of(new float[] {-1, 5, 0, 2, 1, -1}, 3, 2);
            assertThat(Gwae.latentFactor(objective, latents).orElseThrow()).isCloseTo(2.5 / 2, within(1e-6));
            Tensor images = RandomKey.of(3).uniform(DType.FLOAT32, 6, 64, 64, 1).computedNow();
            VaePass pass = training.model().forward(images, ForwardPass.training(RandomKey.of(9)));
            double found =
                    objective.terms().getLast().term().value(pass).value().item();
            Tensor draws = Generated.in(pass, objective.sampler()).latents();
            RadialKernel kernel = bandwidth == GwaeSettings.Discrepancy.Bandwidth.MEDIAN
                    ? new RadialKernel.MedianGaussian()
                    : PriorMmd.infoVae(4).kernel();
            double expected =
                    new PriorMmd(kernel, false).between(pass.latent(), draws).item();
            assertThat(found).isEqualTo(expected).isPositive();
        }
    }

    /** What the critic says of codes is what it says of them and their images. */
    @Test
    void scoresOfCodes() {
        TinyGwae tiny = TinyGwae.of(DType.FLOAT32, true, false, Penalty.published());
        Tensor z = RandomKey.of(2).normal(DType.FLOAT32, 7, TinyGwae.LATENTS).computedNow();
        double[] scores = tiny.critic().score(tiny.model()).of(Codes.of(7, z.toFloatArray()));
        double[] expected = tiny.critic()
                .of(tiny.model().generate(z), z, ForwardPass.evaluation())
                .toDoubleArray();
        assertThat(scores).containsExactly(expected, within(1e-6));
    }

    @Test
    void badTurns() {
        TinyGwae tiny = TinyGwae.of(DType.FLOAT32, true, false, Penalty.published());
        GromovWassersteinTerm term = GromovWassersteinTerm.published(tiny.prior(), 2.5);
        Objective objective = objective(tiny, term, 5);
        Response answer = new Response(
                tiny.critic().matching(tiny.prior()),
                Schedule.constant(1),
                tiny.model().encoder().parameters());
        assertThatThrownBy(() -> objective.answering(answer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "responses answer opponents that are updated beside the model, found critic, which is updated"
                                + " after it");
        assertThatThrownBy(() -> new Opponent.Turn.After(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("updates must be at least 1, found 0");
    }
}
