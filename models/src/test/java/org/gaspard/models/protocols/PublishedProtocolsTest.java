package org.gaspard.models.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.RmsProp;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.models.methods.Recipe;
import org.gaspard.models.methods.Training;
import org.gaspard.models.networks.AutoencoderArchitecture;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.networks.NamedArchitecture.Sizes;
import org.gaspard.models.prior.implicit.GaussianMixtureSampler;
import org.gaspard.models.progress.CsvLog;
import org.gaspard.models.terms.ControlledKl;
import org.gaspard.models.terms.SteeredCapacity;
import org.gaspard.models.terms.SteeredCapacityKl;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedProtocolsTest {

    private static final AutoencoderArchitecture TINY =
            new ConvArchitecture(List.of(2), List.of(4), List.of(4), Initialiser.fanInUniform()).networks(1, 3);

    @TempDir
    Path folder;

    /** The objective of a protocol, for networks that are made in no time. */
    private static Objective objective(Protocol protocol) {
        Recipe recipe = protocol.recipe(image(protocol));
        return new Recipe(
                        TINY,
                        recipe.likelihood(),
                        recipe.base(),
                        recipe.regularisers(),
                        recipe.optimizer(),
                        recipe.learningRate(),
                        recipe.batchSize())
                .training(1000, 1)
                .objective();
    }

    private static Shape image(Protocol protocol) {
        CatalogueEntry entry = Catalogue.entry(protocol.images().dataSet().value());
        int channels = entry.extent().channels();
        boolean fixed = protocol.images().architecture().value().sizes() == Sizes.SIDE_64;
        return fixed
                ? Shape.of(64, 64, channels)
                : Shape.of(entry.extent().height(), entry.extent().width(), channels);
    }

    private static Map<String, Double> weights(Objective objective, long step) {
        return objective.terms().stream()
                .collect(Collectors.toMap(
                        each -> each.term().name(), each -> each.weight().at(step)));
    }

    private static WeightedTerm term(Objective objective, String name) {
        return objective.terms().stream()
                .filter(each -> each.term().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachMakesItsNetworksAndItsObjective() {
        for (Protocol protocol : PublishedProtocols.all()) {
            assertThat(PublishedProtocols.named(protocol.name())).isSameAs(protocol);
            Recipe recipe = protocol.recipe(image(protocol));
            assertThat(recipe.networks().latents())
                    .as(protocol.name())
                    .isEqualTo(protocol.images().latents().value());
            List<String> terms = objective(protocol).terms().stream()
                    .map(each -> each.term().name())
                    .toList();
            assertThat(terms.contains("reconstruction"))
                    .as(protocol.name())
                    .isEqualTo(protocol.method().reconstruction().value());
            assertThat(terms)
                    .as(protocol.name())
                    .hasSizeGreaterThan(protocol.method().additions().size());
        }
    }

    @Test
    void whatIsNotPublishedSaysSo() {
        Protocol gap = PublishedProtocols.named("gmg-beta-vae+gmg-decoder-cos");
        assertThat(gap.method().numbers().get("gmg"))
                .hasToString("100.0 (unknown, chosen here: neither the weight nor its search is known)");
        assertThat(gap.values().get("gmg latents").confidence()).isEqualTo(Confidence.UNKNOWN);
        assertThat(gap.values().get("steps").confidence()).isEqualTo(Confidence.INFERRED);
        Protocol script = PublishedProtocols.named("topdis-beta-tcvae-dsprites+topdis");
        Protocol other = PublishedProtocols.named("topdis-beta-tcvae-shapes3d+topdis");
        assertThat(script.values().get("topdis").confidence()).isEqualTo(Confidence.PUBLISHED_CODE);
        assertThat(other.values().get("topdis").confidence()).isEqualTo(Confidence.UNKNOWN);
        for (Protocol protocol : PublishedProtocols.all()) {
            assertThat(protocol.values().values())
                    .filteredOn(value -> value.confidence() == Confidence.INFERRED)
                    .allSatisfy(value -> assertThat(value.note()).isNotEmpty());
        }
    }

    @Test
    void gromovWassersteinAutoencodersHaveTheirWeightsTheirPriorAndTheirOptimiser() {
        Protocol faces = PublishedProtocols.named("gwae-celeba-neural");
        assertThat(weights(objective(faces), 0))
                .isEqualTo(Map.of(
                        "gromov_wasserstein",
                        1.0,
                        "reconstruction",
                        1.0,
                        "negative_entropy",
                        0.03,
                        "joint_matching",
                        1.0));
        assertThat(faces.optimisation().optimizer().value()).isEqualTo(RmsProp.Settings.standard());
        assertThat(faces.values().get("entropy-weight").confidence()).isEqualTo(Confidence.PUBLISHED_CODE);
        AutoencoderArchitecture networks = faces.recipe(image(faces)).networks();
        assertThat(networks.encoder().parameterCount()).isEqualTo(1_771_872);
        assertThat(networks.decoder().parameterCount()).isEqualTo(1_759_203);
        assertThat(sampler("gwae-mnist-gaussian-mixture").covariance())
                .isEqualTo(GaussianMixtureSampler.Covariance.FULL);
        assertThat(sampler("gwae-mnist-gaussian-mixture-code").covariance())
                .isEqualTo(GaussianMixtureSampler.Covariance.COLUMN_SUMS);
        Protocol digits = PublishedProtocols.named("gwae-mnist-gaussian-mixture");
        assertThat(digits.values().get("entropy-weight").confidence()).isEqualTo(Confidence.UNKNOWN);
        Protocol baseline = PublishedProtocols.named("gwae-celeba-beta-vae");
        assertThat(weights(objective(baseline), 0)).containsEntry("kl", 0.1);
        assertThat(baseline.optimisation().optimizer().value()).isEqualTo(Adam.Settings.adam());
    }

    private static GaussianMixtureSampler sampler(String name) {
        return (GaussianMixtureSampler)
                objective(PublishedProtocols.named(name)).sampler();
    }

    @ParameterizedTest
    @CsvSource({
        "hfs-beta-vae, 1e-4, 64, 300000, 10",
        "hfs-factor-vae, 1e-4, 32, 300000, 10",
        "gmg-beta-tcvae+hfs, 1e-4, 64, 300000, 5",
        "topdis-beta-vae-dsprites, 1e-4, 64, 1000000, 1",
        "topdis-beta-tcvae-dsprites, 1e-3, 64, 1152000, 1",
        "topdis-beta-tcvae-faces3d, 1e-3, 64, 198600, 1",
        "topdis-control-vae-mpi3d-complex+topdis, 1e-4, 64, 1000000, 1",
        "topdis-dava-mpi3d-complex+topdis, 1e-4, 128, 150000, 1",
        "irvae-mnist, 1e-4, 100, 180000, 1",
        "gwae-celeba-neural, 1e-4, 64, 254400, 1",
        "gwae-celeba-beta-tcvae, 1e-4, 64, 254400, 1"
    })
    void trainsAsLongAsPublished(String name, double rate, int batch, long steps, int seeds) {
        Optimisation optimisation = PublishedProtocols.named(name).optimisation();
        assertThat(optimisation.learningRate().value()).isEqualTo(rate);
        assertThat(optimisation.batchSize().value()).isEqualTo(batch);
        assertThat(optimisation.steps().value()).isEqualTo(steps);
        assertThat(optimisation.seeds().value()).hasSize(seeds);
    }

    @Test
    void weightsAreThoseOfTheScripts() {
        Objective factor = objective(PublishedProtocols.named("topdis-factor-vae-mpi3d-complex+topdis"));
        assertThat(weights(factor, 0))
                .isEqualTo(Map.of("reconstruction", 1.0, "kl", 1.0, "total_correlation", 5.0, "topdis", 6.0));
        assertThat(term(factor, "topdis").start()).isEqualTo(100_000);
        assertThat(factor.projections()).hasSize(1);
        assertThat(factor.needsOtherImages()).isTrue();

        Objective tcvae = objective(PublishedProtocols.named("topdis-beta-tcvae-dsprites+topdis"));
        assertThat(weights(tcvae, 7)).containsEntry("total_correlation", 6.0).containsEntry("topdis", 5.0);
        assertThat(term(tcvae, "total_correlation").term().toString()).contains("weighting=WEIGHTED");
        assertThat(term(tcvae, "topdis").start()).isEqualTo(99_999);
        assertThat(tcvae.projections()).isEmpty();

        Objective control = objective(PublishedProtocols.named("topdis-control-vae-dsprites"));
        ControlledKl kl = (ControlledKl) term(control, "kl").term();
        assertThat(List.of(
                        kl.setPoint().at(4998),
                        kl.setPoint().at(4999),
                        kl.setPoint().at(584_998)))
                .containsExactly(0.5, 0.65, 0.5 + 0.15 * 116);
        assertThat(kl.setPoint().at(584_999)).isEqualTo(18);

        Objective dava = objective(PublishedProtocols.named("topdis-dava-dsprites+topdis"));
        assertThat(weights(dava, 0)).isEqualTo(Map.of("reconstruction", 1.0, "kl", 500.0, "topdis", 5.0));
        assertThat(((SteeredCapacityKl) term(dava, "kl").term()).capacity())
                .extracting(SteeredCapacity::step, SteeredCapacity::end)
                .containsExactly(4e-5, 8.0);
        assertThat(dava.responses()).hasSize(2);
        assertThat(term(dava, "topdis").start()).isEqualTo(100_000);

        assertThat(weights(objective(PublishedProtocols.named("hfs-annealed-vae")), 0))
                .containsEntry("kl", 1000.0);
        assertThat(weights(objective(PublishedProtocols.named("irvae-mnist")), 0))
                .containsEntry("kl", 1.0)
                .containsValue(100.0);
    }

    @Test
    void theTwoAccountsOfAPaperDiffer() {
        assertThat(term(objective(PublishedProtocols.named("hfs-beta-tcvae")), "total_correlation")
                        .term()
                        .toString())
                .contains("weighting=STRATIFIED,");
        assertThat(term(objective(PublishedProtocols.named("hfs-beta-tcvae-code")), "total_correlation")
                        .term()
                        .toString())
                .contains("weighting=STRATIFIED_COLUMNS");
        assertThat(PublishedProtocols.all().stream()
                        .filter(each -> each.variant() == Variant.REFERENCE_CODE)
                        .map(Protocol::name))
                .allMatch(name -> name.endsWith("-code"))
                .hasSize(7)
                .allSatisfy(name -> assertThat(PublishedProtocols.named(name.substring(0, name.length() - 5))
                                .variant())
                        .isEqualTo(Variant.PAPER));
    }

    @Test
    void numbersChangeAndNothingElse() {
        Protocol protocol = PublishedProtocols.named("gmg-beta-vae+hfs+gmg-encoder-scaled-l2");
        assertThat(protocol.title()).isEqualTo("β-VAE + HFS + GMG");
        Protocol changed = protocol.with("gmg", 7);
        assertThat(weights(objective(changed), 0))
                .containsEntry("gmg_encoder", 7.0)
                .containsEntry("kl", 4.0);
        assertThat(changed.with("gmg", protocol.method().numbers().get("gmg"))).isEqualTo(protocol);
        assertThatThrownBy(() -> protocol.with("gmg", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gmg must be finite and at least 0, found NaN");
        assertThatThrownBy(() -> protocol.with("beta", -4)).hasMessageStartingWith("beta must be");
        assertThatThrownBy(() -> protocol.with("gamma", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no number 'gamma', expected one of [beta, hfs, gmg]");
        assertThatThrownBy(() -> PublishedProtocols.named("beta-vae"))
                .hasMessageContaining("there is no protocol 'beta-vae'");
        assertThatThrownBy(() -> PublishedProtocols.grid("beta-vae"))
                .hasMessageContaining("there is no grid 'beta-vae', expected one of [hfs-beta-vae-shapes3d,");
    }

    @Test
    void methodsHaveTheNumbersOfTheirParts() {
        Method plain = Method.of(new Base.BetaVae(), Sourced.code(1.0));
        Addition support = new Addition.FactorisedSupport();
        Method both = plain.plus(support, Sourced.code(2.0));
        assertThat(both.numbers().keySet()).containsExactly("beta", "hfs");
        assertThatThrownBy(() -> both.plus(support, Sourced.code(3.0)))
                .hasMessage("numbers must be [beta, hfs, hfs], each once, found [beta, hfs]");
        assertThatThrownBy(() -> new Method(plain.base(), plain.reconstruction(), List.of(), both.numbers()))
                .hasMessage("numbers must be [beta], found [beta, hfs]");
        assertThatThrownBy(() -> Method.of(new Base.AnnealedVae(), Sourced.code(1.0)))
                .hasMessage("numbers must be [gamma, capacity, capacity-steps], found 1 numbers");
    }

    /** Pixels that are a function of their place. */
    private record Stripes(int size, int height, int width, int channels) implements ImageDataset {

        @Override
        public String name() {
            return "stripes";
        }

        @Override
        public void read(int index, float[] out, int offset) {
            for (int i = 0; i < pixels(); i++) {
                out[offset + i] = (index + i / width) % 3 / 2f;
            }
        }
    }

    @Test
    void trainsAndGoesOnUnderItsOwnSettingsAlone() throws IOException {
        ImageDataset images = new Stripes(300, 8, 8, 1);
        Protocol protocol = PublishedProtocols.named("irvae-mnist");
        TrainingSettings all = protocol.settings(3, folder, 1, 2);
        assertThat(all.steps()).isEqualTo(180_000);
        TrainingSettings few = new TrainingSettings(4, all.batchSize(), all.seed(), 1, 2, folder);
        protocol.trainer(images, few).train();
        Map<String, double[]> log = CsvLog.read(few.log());
        assertThat(log.get("reconstruction")[3]).isLessThan(log.get("reconstruction")[0]);

        TrainingSettings more = new TrainingSettings(5, all.batchSize(), all.seed(), 1, 2, folder);
        VaeTrainer other = protocol.with("irvae", 10).trainer(images, more);
        assertThatThrownBy(other::resume).isInstanceOf(IOException.class).hasMessageContaining("irvae=10.0");
        VaeTrainer elsewhere = protocol.trainer(new Stripes(301, 8, 8, 1), more);
        assertThatThrownBy(elsewhere::resume)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("301 of stripes, 8x8x1");
        assertThat(protocol.trainer(images, more).resume()).isEqualTo(4);
    }

    @Test
    void theSeedDecidesTheWeights() {
        ImageDataset images = new Stripes(10, 8, 8, 1);
        Protocol protocol = PublishedProtocols.named("irvae-mnist");
        assertThat(weight(protocol.training(images, 1)))
                .isEqualTo(weight(protocol.training(images, 1)))
                .isNotEqualTo(weight(protocol.training(images, 2)));
    }

    private static double weight(Training training) {
        return training.model().parameters().getFirst().tensor().toFloatArray()[0];
    }
}
