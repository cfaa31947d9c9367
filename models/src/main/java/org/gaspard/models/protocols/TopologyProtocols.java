package org.gaspard.models.protocols;

import static org.gaspard.models.protocols.Sourced.code;
import static org.gaspard.models.protocols.Sourced.inferred;
import static org.gaspard.models.protocols.Sourced.recalled;
import static org.gaspard.models.protocols.Sourced.unknown;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.models.Likelihood;
import org.gaspard.models.methods.GivesWay;
import org.gaspard.models.networks.NamedArchitecture;
import org.gaspard.models.terms.AggregatePosterior.Weighting;
import org.gaspard.models.terms.topology.LatentTraversal.Latents;

/**
 * The comparison of base models with and without TopDis on four data sets, by the scripts and defaults of the published code. It
 * has weights for one data set of each method; those of the others were searched and are in an appendix that is not at hand.
 */
final class TopologyProtocols {

    private static final String PAPER =
            "N. Balabin, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. Disentanglement"
                    + " learning via topology. ICML 2024.";
    private static final String DSPRITES = "dsprites";
    private static final String MPI3D = "mpi3d-complex";
    private static final List<String> DATA = List.of(DSPRITES, "shapes3d", "faces3d", MPI3D);
    private static final String DEFAULT = "the default of the code; searched";
    private static final String SEVERAL = "of the code; the tables are of several";
    private static final String OTHER = "searched for each data set; that of the published script for ";

    private static final Optimisation OPTIMISATION = new Optimisation(
            code(Adam.Settings.adam()), code(1e-4), code(64), code(1_000_000L), code(List.of(1L), SEVERAL));

    private static final Sourced<Evaluation> EVALUATION = recalled(
            new Evaluation(10_000, List.of("FactorVAE", "MIG", "SAP", "DCI")),
            "the scores are those of the text; their settings are not in the code");

    private TopologyProtocols() {}

    static List<Protocol> protocols() {
        return DATA.stream().flatMap(data -> of(data).stream()).toList();
    }

    /** The table of the paper. */
    static List<Grid> grids() {
        return DATA.stream()
                .map(data -> new Grid(
                        "topdis-" + data,
                        "weights were searched for each method; the ranges are not known",
                        of(data).stream()
                                .filter(each -> each.variant() == Variant.PAPER)
                                .toList()))
                .toList();
    }

    private static List<Protocol> of(String data) {
        return Stream.of(betaVae(data), betaTcvae(data), factorVae(data), controlVae(data), dava(data))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Protocol> betaVae(String data) {
        Method plain = Method.of(new Base.BetaVae(), code(1.0, DEFAULT));
        Addition.Topology topology = new Addition.Topology(
                inferred(100_000L, "of the scripts for other models; a flag, by default 0"),
                code(Latents.OTHER_IMAGES),
                unknown(GivesWay.TO_RECONSTRUCTION, "flags of the code: to the reconstruction, to all, or not at all"));
        Images images = images(data, NamedArchitecture.LARGE);
        String name = "topdis-beta-vae-" + data;
        return List.of(
                protocol(name, images, plain),
                protocol(name + "+topdis", images, plain.plus(topology, code(1.0, DEFAULT))));
    }

    /** The published program takes the logarithm of a deviation for that of a variance where it draws the latents to shift. */
    private static List<Protocol> betaTcvae(String data) {
        Method plain = Method.of(new Base.BetaTcvae(code(Weighting.WEIGHTED)), known(data, DSPRITES, 6));
        Method topology = plain.plus(sameBatch(Latents.FRESH_SAMPLE), known(data, DSPRITES, 5));
        Method asCode = plain.plus(sameBatch(Latents.FRESH_SAMPLE_OF_ROOT_DEVIATION), known(data, DSPRITES, 5));
        long steps = 100 * batches(data);
        Optimisation optimisation = OPTIMISATION
                .withLearningRate(code(1e-3))
                .withSteps(
                        data.equals(DSPRITES)
                                ? code(steps, "100 epochs")
                                : inferred(steps, "100 epochs, as for dsprites"))
                .withSeeds(code(List.of(23L), SEVERAL));
        Images images = images(data, NamedArchitecture.LARGE);
        String name = "topdis-beta-tcvae-" + data;
        return List.of(
                protocol(name, images, plain).with(optimisation),
                protocol(name + "+topdis", images, topology).with(optimisation),
                new Protocol(
                        name + "+topdis-code",
                        PAPER,
                        Variant.REFERENCE_CODE,
                        images,
                        asCode,
                        optimisation,
                        EVALUATION));
    }

    private static List<Protocol> factorVae(String data) {
        Addition.Topology topology =
                new Addition.Topology(code(100_000L), code(Latents.OTHER_IMAGES), code(GivesWay.TO_RECONSTRUCTION));
        Images images = images(data, NamedArchitecture.SMALL);
        String name = "topdis-factor-vae-" + data;
        return List.of(
                protocol(name, images, Method.of(new Base.FactorVae(), code(6.4, DEFAULT))),
                protocol(
                        name + "+topdis",
                        images,
                        Method.of(new Base.FactorVae(), known(data, MPI3D, 5)).plus(topology, known(data, MPI3D, 6))));
    }

    private static List<Protocol> controlVae(String data) {
        Method plain = Method.of(new Base.ControlVae(), known(data, DSPRITES, 18), code(0.15), code(5000.0));
        Method topology = plain.plus(sameBatch(Latents.FRESH_SAMPLE), known(data, DSPRITES, 5));
        Images images = images(data, NamedArchitecture.CONTROL_VAE);
        String name = "topdis-control-vae-" + data;
        return List.of(protocol(name, images, plain), protocol(name + "+topdis", images, topology));
    }

    /** Steps of 128 images. The term starts one step later than in the two programs before: this one counts before it compares. */
    private static List<Protocol> dava(String data) {
        Method plain = Method.of(
                new Base.Dava(),
                code(500.0),
                code(8.0),
                code(200_000.0, "12.8 million images, of which each step counts half a batch"));
        Addition.Topology topology = new Addition.Topology(
                unknown(100_000L, "a flag, by default 0; that of the scripts for other models"),
                code(Latents.FRESH_SAMPLE),
                code(GivesWay.NEVER));
        Optimisation optimisation =
                OPTIMISATION.withBatchSize(code(128)).withSteps(code(150_000L)).withSeeds(code(List.of(0L), SEVERAL));
        Images images = images(data, NamedArchitecture.LARGE);
        String name = "topdis-dava-" + data;
        return List.of(
                protocol(name, images, plain).with(optimisation),
                protocol(
                                name + "+topdis",
                                images,
                                plain.plus(topology, unknown(5.0, "a flag, by default 1; " + OTHER + "others")))
                        .with(optimisation));
    }

    /** From the step that is number 100,000 on; steps are counted from 0 here. */
    private static Addition.Topology sameBatch(Latents latents) {
        return new Addition.Topology(code(99_999L), code(latents), code(GivesWay.NEVER));
    }

    private static Sourced<Double> known(String data, String script, double value) {
        return data.equals(script) ? code(value) : unknown(value, OTHER + script);
    }

    /** Of 64 images, the last one smaller. */
    private static long batches(String data) {
        return Math.ceilDiv(new FactorGrid(Catalogue.entry(data).factors()).size(), 64L);
    }

    /** Networks for dSprites as given; those of colour for colour and for faces. */
    private static Images images(String data, NamedArchitecture sprites) {
        return new Images(
                code(data),
                code(data.equals(DSPRITES) ? sprites : NamedArchitecture.COLOUR),
                code(new Likelihood.Bernoulli()),
                code(10));
    }

    private static Protocol protocol(String name, Images images, Method method) {
        return new Protocol(name, PAPER, Variant.PAPER, images, method, OPTIMISATION, EVALUATION);
    }
}
