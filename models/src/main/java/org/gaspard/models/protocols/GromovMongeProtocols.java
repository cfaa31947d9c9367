package org.gaspard.models.protocols;

import static org.gaspard.models.protocols.Sourced.inferred;
import static org.gaspard.models.protocols.Sourced.recalled;
import static org.gaspard.models.protocols.Sourced.text;
import static org.gaspard.models.protocols.Sourced.unknown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.gaspard.models.protocols.Addition.Geometric;
import org.gaspard.models.terms.AggregatePosterior.Weighting;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.GeometryPreservation.PublishedCost;
import org.gaspard.ot.GromovMongeGapOptions;

/**
 * The comparison of the Gromov-Monge gap with the distortion and a Jacobian term, on encoders and decoders, with three costs, on
 * two base models with and without factorised support; and without a decoder. The paper shares an author, data, latents and batch
 * size with the code for factorised support, whose settings stand here where its own are not known.
 */
final class GromovMongeProtocols {

    private static final String PAPER = "T. Uscidda, L. Eyring, K. Roth, F. Theis, Z. Akata, M. Cuturi. Disentangled"
            + " representation learning with the Gromov-Monge gap. ICLR 2025, arXiv 2407.07829.";
    private static final String BUILT_ON =
            "of the code for factorised support (ICLR 2023), on which it is thought to build";
    private static final String WEIGHT = "neither the weight nor its search is known";

    /** The weights of this library's own studies. */
    private static final double ANGLES = 100;

    private static final double DISTANCES = 0.05;
    private static final double JACOBIAN = 10;

    private GromovMongeProtocols() {}

    static List<Protocol> protocols() {
        return comparisons().values().stream().flatMap(List::stream).toList();
    }

    static List<Grid> grids() {
        return comparisons().entrySet().stream()
                .map(each -> new Grid(each.getKey(), "the ranges of weights are not known", each.getValue()))
                .toList();
    }

    /** For each base model no term, the Jacobian's, and twelve of the geometry; and what is tried without a decoder. */
    private static SequencedMap<String, List<Protocol>> comparisons() {
        SequencedMap<String, List<Protocol>> all = new LinkedHashMap<>();
        all.put("gmg-beta-vae", comparison("gmg-beta-vae", betaVae()));
        all.put("gmg-beta-vae+hfs", comparison("gmg-beta-vae+hfs", supported(betaVae())));
        all.put("gmg-beta-tcvae", comparison("gmg-beta-tcvae", betaTcvae()));
        all.put("gmg-beta-tcvae+hfs", comparison("gmg-beta-tcvae+hfs", supported(betaTcvae())));
        String encoder = "gmg-beta-vae-no-reconstruction";
        List<Protocol> alone = new ArrayList<>();
        for (Geometric measure : Geometric.values()) {
            alone.add(geometric(encoder, alone(betaVae()), measure, Placement.ENCODER, PublishedCost.COSINE));
            alone.add(geometric(
                    encoder + "+hfs", alone(supported(betaVae())), measure, Placement.ENCODER, PublishedCost.COSINE));
        }
        all.put(encoder, alone);
        return all;
    }

    private static List<Protocol> comparison(String name, Method method) {
        List<Protocol> all = new ArrayList<>();
        all.add(protocol(name, method));
        all.add(protocol(name + "+irvae", method.plus(new Addition.Jacobian(), unknown(JACOBIAN, WEIGHT))));
        for (Geometric measure : Geometric.values()) {
            for (Placement placement : Placement.values()) {
                for (PublishedCost cost : PublishedCost.values()) {
                    all.add(geometric(name, method, measure, placement, cost));
                }
            }
        }
        return all;
    }

    private static Method betaVae() {
        return Method.of(new Base.BetaVae(), unknown(4.0, "searched from 1 to 16 in the code for factorised support"));
    }

    private static Method betaTcvae() {
        return Method.of(
                new Base.BetaTcvae(inferred(Weighting.STRATIFIED, BUILT_ON)),
                unknown(6.0, "searched from 1 to 16 in the code for factorised support"));
    }

    private static Method supported(Method method) {
        return method.plus(
                new Addition.FactorisedSupport(),
                unknown(1.0, "searched from 0.1 to 10,000 in the code for factorised support"));
    }

    private static Method alone(Method method) {
        return method.withReconstruction(
                inferred(false, "what the loss without a decoder keeps is not known; the KL divergence here"));
    }

    private static Protocol geometric(
            String name, Method method, Geometric measure, Placement placement, PublishedCost cost) {
        Addition.Geometry geometry = new Addition.Geometry(
                measure,
                text(placement, "both are compared; the decoder is found better"),
                cost == PublishedCost.SCALED_L2_SQUARED
                        ? recalled(cost, "a scaled cost is told of; that one side has a trained factor is recalled")
                        : text(cost, "compared; the cosine is found better"),
                recalled(
                        GromovMongeGapOptions.Mode.PAPER,
                        "ε by the mean of the costs is told of; its factor 0.1, start and limits are not known"),
                unknown(Latents.SAMPLE, ""),
                unknown(false, ""));
        double weight = cost == PublishedCost.COSINE ? ANGLES : DISTANCES;
        String words = String.join(
                "-",
                measure.name(),
                placement.name(),
                switch (cost) {
                    case L2_SQUARED -> "l2";
                    case SCALED_L2_SQUARED -> "scaled-l2";
                    case COSINE -> "cos";
                });
        return protocol(name + "+" + words.toLowerCase(Locale.ROOT), method.plus(geometry, unknown(weight, WEIGHT)));
    }

    private static Protocol protocol(String name, Method method) {
        Images images = FactorisedSupportProtocols.IMAGES;
        Optimisation optimisation = FactorisedSupportProtocols.OPTIMISATION;
        return new Protocol(
                name,
                PAPER,
                Variant.PAPER,
                new Images(
                        text("shapes3d", "and dsprites, smallnorb, cars3d"),
                        inferred(images.architecture().value(), BUILT_ON),
                        inferred(images.likelihood().value(), BUILT_ON),
                        inferred(images.latents().value(), BUILT_ON)),
                method,
                new Optimisation(
                        inferred(optimisation.optimizer().value(), BUILT_ON),
                        inferred(optimisation.learningRate().value(), BUILT_ON),
                        inferred(optimisation.batchSize().value(), "told by others, and " + BUILT_ON),
                        inferred(optimisation.steps().value(), BUILT_ON),
                        unknown(List.of(0L, 1L, 2L, 3L, 4L), "five are recalled")),
                inferred(new Evaluation(10_000, List.of("DCI")), BUILT_ON));
    }
}
