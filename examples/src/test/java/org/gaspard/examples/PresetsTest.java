package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.models.methods.Recipe;
import org.gaspard.models.networks.AutoencoderArchitecture;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.networks.NamedArchitecture.Sizes;
import org.gaspard.models.protocols.Base;
import org.gaspard.models.protocols.Protocol;
import org.gaspard.models.protocols.PublishedProtocols;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.Objective;
import org.gaspard.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What TrainVae makes of a protocol is what the protocol makes of itself. */
class PresetsTest {

    private static final AutoencoderArchitecture TINY =
            new ConvArchitecture(List.of(2), List.of(4), List.of(4), Initialiser.fanInUniform()).networks(1, 3);

    private static final List<Long> STEPS = List.of(0L, 1L, 1999L, 5000L, 99_998L, 99_999L, 100_000L, 600_000L);

    private static TrainVaeOptions options(String... arguments) {
        var options = new TrainVaeOptions();
        options.parse(arguments);
        return options;
    }

    /** The networks against FactorVAE are large, so it is made for one data set only. */
    private static boolean isQuick(Protocol protocol) {
        return !(protocol.method().base() instanceof Base.FactorVae)
                || protocol.images().dataSet().value().equals("dsprites");
    }

    private static Shape image(Protocol protocol, CatalogueEntry entry) {
        int channels = entry.extent().channels();
        return protocol.images().architecture().value().sizes() == Sizes.SIDE_64
                ? Shape.of(64, 64, channels)
                : Shape.of(entry.extent().height(), entry.extent().width(), channels);
    }

    /** Everything that a recipe says, in words and numbers. */
    private static List<Object> content(Recipe recipe) {
        List<Object> content = new ArrayList<>(List.of(
                recipe.networks().summary(),
                recipe.likelihood(),
                recipe.base().name(),
                recipe.optimizer(),
                recipe.learningRate(),
                recipe.batchSize()));
        recipe.regularisers().stream()
                .filter(each -> !each.terms().isEmpty())
                .forEach(each -> content.add(List.of(each.name(), each.givesWay())));
        Objective objective = new Recipe(
                        TINY,
                        recipe.likelihood(),
                        recipe.base(),
                        recipe.regularisers(),
                        recipe.optimizer(),
                        recipe.learningRate(),
                        recipe.batchSize())
                .training(1000, 1)
                .objective();
        for (WeightedTerm term : objective.terms()) {
            content.add(text(term.term()));
            content.add(term.start());
            Stream.concat(Stream.of(term.weight()), term.term().schedules().stream())
                    .forEach(schedule ->
                            content.add(STEPS.stream().map(schedule::at).toList()));
        }
        content.add(objective.projections());
        objective.opponents().forEach(each -> content.add(each.learningRate().at(0)));
        return content;
    }

    /** Without what tells one object from an equal one. */
    private static String text(Object value) {
        return value.toString().replaceAll("(Lambda/0x[0-9a-f]+)?@[0-9a-f]+", "");
    }

    @Test
    void aProtocolByNameIsTheProtocol() {
        for (Protocol protocol :
                PublishedProtocols.all().stream().filter(PresetsTest::isQuick).toList()) {
            TrainVaeOptions options = options("--protocol", protocol.name());
            Shape image = image(protocol, options.dataset);
            assertThat(content(Methods.recipe(options, image)))
                    .as(protocol.name())
                    .isEqualTo(content(protocol.recipe(image)));
            assertThat(options.architecture)
                    .isEqualTo(protocol.images().architecture().value());
            assertThat(options.dataset).hasToString(protocol.images().dataSet().value());
            assertThat((long) options.steps)
                    .isEqualTo(protocol.optimisation().steps().value());
            assertThat(protocol.optimisation().seeds().value()).startsWith(options.seed);
            assertThat(options.evaluated.images)
                    .isEqualTo(protocol.evaluation().value().codes());
            if (options.dataset.rendered()) {
                options.check();
            }
        }
    }

    @Test
    void aRunOfASearchHasItsNumbers() {
        List<Protocol> lasts = PublishedProtocols.grids().stream()
                .map(grid -> grid.protocols().getLast())
                .filter(PresetsTest::isQuick)
                .toList();
        assertThat(lasts).hasSizeGreaterThan(20);
        for (Protocol last : lasts) {
            TrainVaeOptions options = options(Stream.concat(
                            Stream.of("--protocol", last.name()),
                            Presets.of(last).entrySet().stream()
                                    .flatMap(each -> Stream.of(each.getKey(), each.getValue())))
                    .toArray(String[]::new));
            Shape image = image(last, options.dataset);
            assertThat(content(Methods.recipe(options, image))).as(last.name()).isEqualTo(content(last.recipe(image)));
        }
    }

    @Test
    void givenOptionsReplaceThoseOfTheProtocol() {
        TrainVaeOptions options = options(
                "--regulariser",
                "none",
                "--protocol=gmg-beta-vae-no-reconstruction+hfs+gmg-encoder-cos",
                "--no-reconstruction=false",
                "--beta",
                "7",
                "--dataset",
                "dsprites");
        assertThat(options.regularisers).hasToString("[none]");
        assertThat(options.noReconstruction).isFalse();
        assertThat(options.beta).isEqualTo(7);
        // Without a protocol it would fall from 150.
        assertThat(options.betaStart()).isEqualTo(7);
        assertThat(options.placement).isEqualTo(Choices.Placement.ENCODER);
        assertThat(options.cost).isEqualTo(Choices.GroundCost.COSINE_SIMILARITY);
        assertThat(options.steps).isEqualTo(300_000);
        assertThat(options("--protocol", "gmg-beta-vae+gmg-decoder-scaled-l2", "--trained-scale").trainedScale)
                .isTrue();
        assertThat(options("--dataset", "dsprites").betaStart()).isEqualTo(150);
    }
}
