package org.gaspard.models.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.prior.GaussianMixture;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.AdversarialPrior.Answer;
import org.gaspard.models.terms.AggregatePosterior.Weighting;
import org.gaspard.models.terms.ControlledKl;
import org.gaspard.models.terms.EstimatedMixture;
import org.gaspard.models.terms.EstimatedMixture.Points;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.terms.topology.CloudDivergence;
import org.gaspard.models.terms.topology.LatentAxis;
import org.gaspard.models.terms.topology.LatentTraversal;
import org.gaspard.models.terms.topology.LatentTraversal.Latents;
import org.gaspard.models.terms.topology.TopDis;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.Opponent;
import org.gaspard.models.training.VaeStep;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every base model with every regulariser, on tiny networks. */
class MethodsTest {

    private static final int N = 12;
    private static final int STEPS = 6;
    private static final TensorType BATCH = new TensorType(Shape.of(N, 8, 8, 1), DType.FLOAT32);
    private static final ConvArchitecture ARCHITECTURE =
            new ConvArchitecture(List.of(4), List.of(8), List.of(8), Initialiser.fanInUniform());

    static Stream<BaseModel> models() {
        Schedule rising = Schedule.linear(0, 5, 10);
        return Stream.of(
                BaseModels.autoencoder(),
                BaseModels.vae(),
                BaseModels.betaVae(Schedule.constant(4)),
                BaseModels.annealedVae(1000, rising),
                BaseModels.factorVae(10),
                BaseModels.dava(DavaSettings.published()),
                BaseModels.betaTcvae(6, Weighting.STRATIFIED),
                BaseModels.betaTcvae(6, Weighting.WEIGHTED),
                BaseModels.dipVaeI(5),
                BaseModels.dipVaeII(5),
                BaseModels.controlVae(ControlledKl.stairs(0.5, 0.15, 2, 18)),
                BaseModels.infoVae(10),
                BaseModels.wassersteinAutoencoder(10),
                BaseModels.importanceWeighted(3),
                BaseModels.vampPrior(5),
                BaseModels.regularisedL2(1, 1e-4),
                BaseModels.regularisedGradientPenalty(1, 1e-4),
                FurtherModels.sigmaVae(),
                FurtherModels.sigmaVaeTrained(),
                FurtherModels.decoderVarianceVae(),
                FurtherModels.geco(1),
                FurtherModels.slicedWasserstein(10),
                FurtherModels.adversarialAutoencoder(1, new StandardNormal(), Answer.CROSS_ENTROPY),
                FurtherModels.infoVae(0.9, 100),
                FurtherModels.dagmm(2, 0.1, 0.005, Points.CODES_AND_FEATURES),
                AdversarialModels.adversariallyLearnedInference(),
                AdversarialModels.vaeGan(1, 1, 1));
    }

    private static List<Regulariser> regularisers() {
        Cost cosine = Cost.cosineSimilarity();
        return List.of(
                Regularisers.none(),
                Regularisers.distortion(Placement.ENCODER, cosine, 1),
                Regularisers.gromovMongeGap(
                        Placement.DECODER, cosine, GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT), 1),
                Regularisers.isometric(1),
                Regularisers.factorisedSupport(1),
                Regularisers.topDis(5, 2, GivesWay.NEVER),
                control("L2", CloudDivergence.squaredDistance()),
                control("MMD", CloudDivergence.maximumMeanDiscrepancy()),
                control("Chamfer", CloudDivergence.chamfer()),
                Regularisers.topologicalSignature(1),
                Regularisers.representationTopology(1));
    }

    private static Regulariser control(String name, CloudDivergence divergence) {
        return Regularisers.shift(name, TopDis.reference().withDivergence(divergence), 1, 2, GivesWay.NEVER);
    }

    private static Vae networks(BaseModel base) {
        return ARCHITECTURE
                .networks(1, 3)
                .withEncoding(base.encoding())
                .vae(new Likelihood.Bernoulli(), RandomKey.of(5));
    }

    private static Objective objective(BaseModel base, Vae model) {
        return base.objective(new Setting(model, ARCHITECTURE.encoder(1, 6), 1000, 1e-4, RandomKey.of(6)));
    }

    private static void train(Vae model, Objective objective) {
        List<Parameter> trained = Stream.concat(model.parameters().stream(), objective.parameters().stream())
                .toList();
        VaeStep step = new VaeStep(model, objective, new Adam(trained), BATCH);
        for (int t = 0; t < STEPS; t++) {
            Tensor images = RandomKey.of(100 + t)
                    .uniform(DType.FLOAT32, step.imagesType().shape().toArray())
                    .computedNow();
            Map<String, Double> row = step.run(t, images, RandomKey.of(t), 1e-3);
            assertThat(row)
                    .allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
        }
        for (Parameter parameter : step.state()) {
            assertThat(parameter.tensor().toDoubleArray()).as(parameter.name()).doesNotContain(Double.NaN);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void carriesEveryRegulariser(BaseModel base) {
        for (Regulariser regulariser : regularisers()) {
            Vae model = networks(base);
            train(model, regulariser.on(objective(base, model)));
        }
    }

    @Test
    void severalRegularisersAtOnceAndOneGivesWay() {
        BaseModel base = BaseModels.factorVae(6.4);
        Vae model = networks(base);
        Objective objective = Regularisers.factorisedSupport(1)
                .on(Regularisers.topDis(5, 0, GivesWay.TO_RECONSTRUCTION).on(objective(base, model)));
        train(model, objective);
        assertThat(objective.projections()).hasSize(1);
    }

    @Test
    void fromASecondBatchAndGivingWayToAll() {
        BaseModel base = BaseModels.betaVae(Schedule.constant(4));
        Vae model = networks(base);
        LatentTraversal walk = LatentTraversal.standard().withLatents(Latents.OTHER_IMAGES);
        Regulariser topDis =
                Regularisers.shift("TopDis", TopDis.reference().withTraversal(walk), 5, 2, GivesWay.TO_ALL);
        Objective objective = topDis.on(objective(base, model));
        train(model, objective);
        assertThat(objective.needsOtherImages()).isTrue();
        assertThat(objective.projections().getFirst().against()).containsExactlyInAnyOrder("reconstruction", "kl");
    }

    /** What gives way to all does so to the base model alone, wherever it stands among the regularisers. */
    @Test
    void regularisersDoNotGiveWayToEachOther() {
        BaseModel base = BaseModels.betaVae(Schedule.constant(4));
        Regulariser topDis = Regularisers.topDis(5, 2, GivesWay.TO_ALL);
        Regulariser support = Regularisers.factorisedSupport(1);
        for (List<Regulariser> order : List.of(List.of(topDis, support), List.of(support, topDis))) {
            Objective objective = Regulariser.all(order, objective(base, networks(base)));
            assertThat(objective.terms()).hasSize(4);
            assertThat(objective.projections())
                    .singleElement()
                    .satisfies(projection ->
                            assertThat(projection.against()).containsExactlyInAnyOrder("reconstruction", "kl"));
        }
    }

    @Test
    void badNumbersAreRefused() {
        assertThatThrownBy(() -> BaseModels.infoVae(0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lambda - 1 must be finite and at least 0, found -0.5");
        assertThatThrownBy(() -> BaseModels.factorVae(Double.NaN))
                .hasMessage("gamma must be finite and at least 0, found NaN");
        assertThatThrownBy(() -> BaseModels.regularisedL2(1, -1)).hasMessageStartingWith("lambda must be");
        assertThatThrownBy(() -> FurtherModels.infoVae(1.5, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alpha must be at most 1, and lambda finite and at least 1 - alpha, found alpha = 1.5 and"
                        + " lambda = 10.0");
        assertThatThrownBy(() -> FurtherModels.infoVae(0.5, 0.25))
                .hasMessageEndingWith("found alpha = 0.5 and lambda = 0.25");
        assertThatThrownBy(() -> FurtherModels.geco(-1)).hasMessageStartingWith("tolerance must be");
        assertThatThrownBy(() -> FurtherModels.slicedWasserstein(-1)).hasMessageStartingWith("lambda must be");
        assertThatThrownBy(() -> FurtherModels.dagmm(1, 0.1, 0.005, Points.CODES))
                .hasMessage("components must be at least 2, found 1");
        BaseModel nothing = BaseModels.autoencoder().withoutReconstruction();
        Vae model = networks(nothing);
        assertThatThrownBy(() -> train(model, objective(nothing, model)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the objective must have at least one term, found none");
    }

    @Test
    void anAdversarialAutoencoderReconstructsAndItsDiscriminatorLearns() {
        for (Answer answer : Answer.values()) {
            BaseModel base = FurtherModels.adversarialAutoencoder(0.1, new StandardNormal(), answer);
            Vae model = networks(base);
            Objective objective = objective(base, model);
            TensorType type = new TensorType(Shape.of(32, 8, 8, 1), DType.FLOAT32);
            VaeStep step = new VaeStep(model, objective, new Adam(model.parameters()), type);
            Opponent opponent = objective.opponents().getFirst();
            List<double[]> before = opponent.loss().parameters().stream()
                    .map(p -> p.tensor().toDoubleArray())
                    .toList();
            List<Map<String, Double>> rows = new ArrayList<>();
            for (int t = 0; t < 40; t++) {
                rows.add(step.run(t, edges(32, 100 + t, 2), RandomKey.of(t), 0.003));
            }
            assertThat(rows.getLast().get("reconstruction"))
                    .isLessThan(rows.getFirst().get("reconstruction"));
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.get("discriminator")).isBetween(0.0, 10.0));
            for (int i = 0; i < before.size(); i++) {
                assertThat(opponent.loss().parameters().get(i).tensor().toDoubleArray())
                        .isNotEqualTo(before.get(i));
            }
            assertThat(objective.sampler()).isEqualTo(new StandardNormal());
        }
    }

    /** Images of a kind that training has not seen have the higher energy. */
    @Test
    void aTrainedMixtureFindsAnomalies() {
        BaseModel base = FurtherModels.dagmm(2, 0.1, 0.005, Points.CODES_AND_FEATURES);
        Vae model = networks(base);
        Objective objective = objective(base, model);
        List<Parameter> trained = Stream.concat(model.parameters().stream(), objective.parameters().stream())
                .toList();
        TensorType type = new TensorType(Shape.of(64, 8, 8, 1), DType.FLOAT32);
        VaeStep step = new VaeStep(model, objective, new Adam(trained), type);
        double first = 0;
        double last = 0;
        for (int t = 0; t < 60; t++) {
            last = step.run(t, edges(64, 100 + t, 2), RandomKey.of(t), 0.003).getOrDefault("loss", Double.NaN);
            first = t == 0 ? last : first;
        }
        assertThat(last).isLessThan(first);
        EstimatedMixture mixture = FurtherModels.mixture(objective);
        GaussianMixture found = mixture.mixture(model, edges(256, 1, 2));
        double usual = Arrays.stream(mixture.energies(model, found, edges(100, 2, 2)))
                .average()
                .orElseThrow();
        double strange = Arrays.stream(mixture.energies(model, found, edges(100, 3, 1)))
                .average()
                .orElseThrow();
        assertThat(strange).isGreaterThan(usual + 5);
        assertThatThrownBy(() -> FurtherModels.mixture(Objective.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the objective must have the energy of a mixture, found []");
    }

    /** Images, dark from a random column on, or from a random row on (axis 1). */
    private static Tensor edges(int n, long seed, int axis) {
        int[] shape = {n, 1, 1, 1};
        int[] line = {1, 1, 1, 1};
        line[axis] = 8;
        Tensor edge = RandomKey.of(seed).uniform(DType.FLOAT32, shape).multiply(8);
        Tensor bright = Tensor.range(DType.FLOAT32, 8).reshape(line).less(edge).cast(DType.FLOAT32);
        return bright.broadcastTo(n, 8, 8, 1).multiply(0.9).add(0.05).computedNow();
    }

    /** Of points all divergences are infinite. */
    @Test
    void axesOfPointsAreNotChosenByDivergence() {
        BaseModel points = BaseModels.autoencoder();
        Vae model = networks(points);
        LatentTraversal walk = LatentTraversal.standard().withAxis(new LatentAxis.Divergence());
        Regulariser topDis = Regularisers.shift("TopDis", TopDis.reference().withTraversal(walk), 5, 0, GivesWay.NEVER);
        assertThatThrownBy(() -> train(model, topDis.on(objective(points, model))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("axes are chosen by divergence of a model whose encoder gives distributions, found points");
    }

    @Test
    void withoutReconstructionTheDecoderStaysAsItIs() {
        for (BaseModel base : List.of(BaseModels.betaVae(Schedule.constant(4)), BaseModels.factorVae(5))) {
            Vae model = networks(base);
            List<double[]> decoder = numbers(model.decoder());
            List<double[]> encoder = numbers(model.encoder());
            Regulariser gap = Regularisers.gromovMongeGap(
                    Placement.ENCODER,
                    Cost.cosineSimilarity(),
                    GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT),
                    10);
            Objective objective =
                    Regularisers.factorisedSupport(1).on(gap.on(objective(base.withoutReconstruction(), model)));
            assertThat(objective.terms().stream()
                            .map(weighted -> weighted.term().name()))
                    .contains("kl", "gmg_encoder", "factorised_support")
                    .doesNotContain("reconstruction");
            train(model, objective);
            assertThat(numbers(model.decoder())).usingRecursiveComparison().isEqualTo(decoder);
            assertThat(numbers(model.encoder()))
                    .allSatisfy(now -> assertThat(encoder).noneMatch(before -> Arrays.equals(before, now)));
        }
    }

    private static List<double[]> numbers(Layer network) {
        return network.parameters().stream()
                .map(parameter -> parameter.tensor().toDoubleArray())
                .toList();
    }

    @Test
    void whatIsLeftWithoutReconstructionIsTheSame() {
        BaseModel base = BaseModels.betaTcvae(6, Weighting.STRATIFIED);
        Vae model = networks(base);
        assertThat(terms(objective(base.withoutReconstruction(), model)))
                .hasSize(3)
                .isEqualTo(terms(objective(base, model)).subList(1, 4));
        assertThat(base.withoutReconstruction().name()).isEqualTo("β-TCVAE without reconstruction");
        assertThat(objective(BaseModels.autoencoder().withoutReconstruction(), networks(BaseModels.autoencoder()))
                        .terms())
                .isEmpty();
    }

    /** Calibrated and constrained ones, and both of a VAE-GAN, go with what they train and remember. */
    @Test
    void otherReconstructionsAreLeftOutToo() {
        Map<BaseModel, List<String>> left = Map.of(
                FurtherModels.sigmaVae(),
                List.of("kl"),
                FurtherModels.sigmaVaeTrained(),
                List.of("kl"),
                FurtherModels.geco(1),
                List.of("kl"),
                AdversarialModels.vaeGan(1, 1, 1),
                List.of("kl", "deception"));
        left.forEach((base, names) -> {
            BaseModel rest = base.withoutReconstruction();
            Vae model = networks(rest);
            Objective objective = objective(rest, model);
            assertThat(terms(objective)).as(base.name()).extracting(Term::name).containsExactlyElementsOf(names);
            assertThat(objective.parameters()).isEmpty();
            train(model, objective);
        });
        BaseModel inference = AdversarialModels.adversariallyLearnedInference().withoutReconstruction();
        assertThatThrownBy(() -> objective(inference, networks(inference)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ALI has no term that reconstructs and does nothing else, found the terms [confusion]");
    }

    private static List<Term> terms(Objective objective) {
        return objective.terms().stream().map(WeightedTerm::term).toList();
    }

    @Test
    void withoutReconstructionNothingGivesWayToItAndABoundHasNone() {
        BaseModel bound = BaseModels.importanceWeighted(3).withoutReconstruction();
        assertThatThrownBy(() -> objective(bound, networks(bound)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("IWAE has no term that reconstructs and does nothing else, found the terms [");
        BaseModel plain = BaseModels.vae().withoutReconstruction();
        Vae model = networks(plain);
        Regulariser gives = Regularisers.topDis(1, 0, GivesWay.TO_RECONSTRUCTION);
        assertThatThrownBy(() -> gives.on(objective(plain, model)))
                .hasMessageContaining("a projection names the term reconstruction, expected one of [kl,");
    }

    @Test
    void anEncoderOfTheOtherKindIsRefused() {
        Vae variational = networks(BaseModels.vae());
        assertThatThrownBy(() -> objective(BaseModels.autoencoder(), variational))
                .hasMessageContaining("AE needs an encoder of the kind POINT, found GAUSSIAN");
    }
}
