package org.gaspard.models.protocols;

import static org.gaspard.models.protocols.Sourced.code;
import static org.gaspard.models.protocols.Sourced.inferred;
import static org.gaspard.models.protocols.Sourced.unknown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.networks.NamedArchitecture;
import org.gaspard.models.terms.AggregatePosterior.Weighting;

/** Base models and factorised support on correlated factors, with the settings and searches published beside the code. */
final class FactorisedSupportProtocols {

    private static final String PAPER = "K. Roth, M. Ibrahim, Z. Akata, P. Vincent, D. Bouchacourt. Disentanglement of"
            + " correlated factors via Hausdorff factorized support. ICLR 2023.";
    private static final String SEARCHED = "the default of the code; searched";
    private static final String COLUMNS = "stratified sampling, of which the code writes the weights into columns";

    static final Images IMAGES = new Images(
            code("shapes3d", "and dsprites, mpi3d"),
            code(NamedArchitecture.LOCATELLO),
            code(new Likelihood.Bernoulli()),
            code(10));

    static final Optimisation OPTIMISATION = new Optimisation(
            code(Adam.Settings.adam()),
            code(1e-4),
            code(64),
            code(300_000L, "rounded up to whole epochs there"),
            code(LongStream.range(0, 10).boxed().toList()));

    static final Sourced<Evaluation> EVALUATION = inferred(
            new Evaluation(10_000, List.of("DCI", "MIG", "SAP", "modularity")),
            "the scores of the code, of the last checkpoint; DCI leads");

    private FactorisedSupportProtocols() {}

    static List<Protocol> protocols() {
        Addition support = new Addition.FactorisedSupport();
        List<Protocol> all = new ArrayList<>();
        all.add(paper("hfs-beta-vae", Method.of(new Base.BetaVae(), code(4.0, SEARCHED))));
        all.add(paper(
                "hfs-beta-vae+hfs",
                Method.of(new Base.BetaVae(), code(1.0, SEARCHED)).plus(support, code(1.0, SEARCHED))));
        all.add(paper(
                "hfs-beta-vae-no-reconstruction+hfs",
                Method.of(new Base.BetaVae(), unknown(1.0, "the default of the code"))
                        .plus(support, unknown(1.0, "the default of the code"))
                        .withReconstruction(code(false, "a switch of the code, which no published search sets"))));
        for (Variant variant : Variant.values()) {
            boolean asCode = variant == Variant.REFERENCE_CODE;
            Base tcvae =
                    new Base.BetaTcvae(code(asCode ? Weighting.STRATIFIED_COLUMNS : Weighting.STRATIFIED, COLUMNS));
            String suffix = asCode ? "-code" : "";
            all.add(protocol("hfs-beta-tcvae" + suffix, variant, Method.of(tcvae, code(6.0, SEARCHED))));
            all.add(protocol(
                    "hfs-beta-tcvae+hfs" + suffix,
                    variant,
                    Method.of(tcvae, code(6.0, asCode ? "always: the search sets a number that is not read" : SEARCHED))
                            .plus(support, code(1.0, SEARCHED))));
        }
        all.add(paper("hfs-factor-vae", Method.of(new Base.FactorVae(), code(6.0, SEARCHED)))
                .with(OPTIMISATION.withBatchSize(
                        code(32, "half of a batch of 64; the other half is permuted for the discriminator"))));
        all.add(paper(
                "hfs-annealed-vae",
                Method.of(new Base.AnnealedVae(), code(1000.0), code(25.0, SEARCHED), code(100_000.0))));
        return all;
    }

    private static Protocol paper(String name, Method method) {
        return protocol(name, Variant.PAPER, method);
    }

    private static Protocol protocol(String name, Variant variant, Method method) {
        return new Protocol(name, PAPER, variant, IMAGES, method, OPTIMISATION, EVALUATION);
    }

    /** The searches of each method on each data set. */
    static List<Grid> grids() {
        List<Protocol> protocols = protocols();
        List<Grid> grids = new ArrayList<>();
        for (String data : List.of("shapes3d", "dsprites", "mpi3d")) {
            boolean rooms = data.equals("shapes3d");
            Search search = new Search(data, protocols);
            double[] betas = {1, 2, 4, 6, 8, 10, 16};
            double[] more = {1, 2, 4, 6, 8, 10, 16, 32};
            double[] gammas = {0.1, 1, 10, 100, 1000, 10_000};
            grids.add(search.of("hfs-beta-vae").over("beta", published(rooms ? betas : more)));
            grids.add(search.of("hfs-beta-tcvae").over("beta", published(rooms ? betas : more)));
            grids.add(search.of("hfs-factor-vae")
                    .over(
                            "gamma",
                            rooms
                                    ? published(5, 10, 25, 50, 75, 100, 150)
                                    : published(5, 10, 20, 30, 40, 50, 100, 200)));
            grids.add(search.of("hfs-annealed-vae")
                    .over(
                            "capacity",
                            rooms
                                    ? published(5, 10, 25, 50, 75, 100, 150)
                                    : published(2, 5, 10, 25, 50, 75, 100, 200)));
            grids.add(search.of("hfs-beta-vae+hfs")
                    .over("beta", published(before(0, data.equals("mpi3d") ? more : betas)))
                    .over("hfs", published(gammas)));
            grids.add(search.of("hfs-only", "hfs-beta-vae+hfs")
                    .over("beta", published(0))
                    .over("hfs", published(80, 200, 400, 800, 1200, 1400, 1600, 1800, 2000)));
            Sourced<List<Double>> supports = published(data.equals("dsprites") ? gammas : before(0.01, gammas));
            grids.add(search.of("hfs-beta-tcvae+hfs")
                    .over("beta", published(betas))
                    .over("hfs", supports));
            grids.add(search.of("hfs-beta-tcvae+hfs-code").over("hfs", supports));
        }
        return grids;
    }

    private static Sourced<List<Double>> published(double... values) {
        return code(Arrays.stream(values).boxed().toList());
    }

    private static double[] before(double first, double... values) {
        double[] all = new double[values.length + 1];
        all[0] = first;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }

    /** Searches on one data set. */
    private record Search(String data, List<Protocol> protocols) {

        Grid of(String protocol) {
            return of(protocol, protocol);
        }

        Grid of(String name, String protocol) {
            Protocol base = protocols.stream()
                    .filter(each -> each.name().equals(protocol))
                    .findFirst()
                    .orElseThrow();
            return new Grid(
                    name + "-" + data,
                    "also under correlations of the factors, most of those that are published for the data set",
                    List.of(base.on(code(data))));
        }
    }
}
