package org.gaspard.benchmarks.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.methods.BaseModel;
import org.gaspard.models.methods.BaseModels;
import org.gaspard.models.methods.DavaSettings;
import org.gaspard.models.methods.GivesWay;
import org.gaspard.models.methods.Regulariser;
import org.gaspard.models.methods.Regularisers;
import org.gaspard.models.terms.AggregatePosterior.Weighting;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.topology.CloudDivergence;
import org.gaspard.models.terms.topology.LatentTraversal;
import org.gaspard.models.terms.topology.TopDis;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovMongeGapOptions.Mode;

/** What methods cost: training steps of base models and of a β-VAE with one regulariser, beside those of the β-VAE alone. */
final class Methods {

    private static final String PLAIN = "step-beta-vae";
    private static final int BATCH = 64;
    private static final int TINY_BATCH = 6;
    private static final int ITERATIONS = 15;
    private static final int FEWER_IMAGES = 48;

    private Methods() {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        // Beside itself: how far apart two equal sides are.
        cases.add(of("beta-vae", "a β-VAE", betaVae(), Regularisers::none));
        cases.add(base("ae", "a plain autoencoder", BaseModels.autoencoder()));
        cases.add(base("annealed-vae", "an annealed VAE", BaseModels.annealedVae(1000, Schedule.constant(5))));
        cases.add(base("factor-vae", "FactorVAE with its discriminator", BaseModels.factorVae(10)));
        cases.add(base("dava", "DAVA with its discriminator", BaseModels.dava(DavaSettings.published())));
        cases.add(base("beta-tcvae", "a β-TCVAE", BaseModels.betaTcvae(6, Weighting.STRATIFIED)));
        cases.add(base("dip-vae-1", "DIP-VAE-I", BaseModels.dipVaeI(5)));
        cases.add(base("dip-vae-2", "DIP-VAE-II", BaseModels.dipVaeII(5)));
        cases.add(base("control-vae", "ControlVAE", BaseModels.controlVae(Schedule.constant(18))));
        cases.add(base("info-vae", "InfoVAE", BaseModels.infoVae(10)));
        cases.add(base("wae-mmd", "a Wasserstein autoencoder", BaseModels.wassersteinAutoencoder(10)));
        cases.add(base("iwae", "an IWAE of 5 samples", BaseModels.importanceWeighted(5)));
        cases.add(base("vamp-prior", "a VAE with 5 pseudo-inputs as prior", BaseModels.vampPrior(5)));
        cases.add(base("rae-l2", "RAE-L2", BaseModels.regularisedL2(1, 1e-4)));
        cases.add(base("rae-gp", "RAE-GP", BaseModels.regularisedGradientPenalty(1, 1e-4)));
        cases.addAll(regularised());
        return cases;
    }

    private static List<Case> regularised() {
        Cost cosine = Cost.cosineSimilarity();
        GromovMongeGapOptions exact = GromovMongeGapOptions.of(Mode.EXACT);
        TopDis published = TopDis.reference();
        LatentTraversal decoded = published.traversal().withReusedOutput();
        return List.of(
                term(
                        "dst-encoder",
                        "DST of the encoder",
                        () -> Regularisers.distortion(Placement.ENCODER, cosine, 100)),
                term(
                        "dst-decoder",
                        "DST of the decoder",
                        () -> Regularisers.distortion(Placement.DECODER, cosine, 100)),
                term(
                        "gmg-encoder",
                        "GMG of the encoder, cosine",
                        () -> Regularisers.gromovMongeGap(Placement.ENCODER, cosine, exact, 100)),
                term(
                        "gmg-decoder",
                        "GMG of the decoder, cosine",
                        () -> Regularisers.gromovMongeGap(Placement.DECODER, cosine, exact, 100)),
                term(
                        "gmg-robust",
                        "GMG of the decoder, cosine, entropic",
                        () -> Regularisers.gromovMongeGap(
                                Placement.DECODER, cosine, GromovMongeGapOptions.of(Mode.ROBUST), 100)),
                term("irvae", "IRVAE's Jacobian term", () -> Regularisers.isometric(10)),
                term("hfs", "HFS", () -> Regularisers.factorisedSupport(10)),
                shift("topdis", "TopDis as published", published),
                shift("topdis-decoded", "TopDis of the decoded latents", published.withTraversal(decoded)),
                shift(
                        "topdis-decoded-48",
                        "TopDis of 48 of the decoded latents",
                        published.withTraversal(decoded.withImages(FEWER_IMAGES))),
                control("shift-l2", CloudDivergence.squaredDistance()),
                control("shift-mmd", CloudDivergence.maximumMeanDiscrepancy()),
                control("shift-chamfer", CloudDivergence.chamfer()),
                term("topo-ae", "the topological signature", () -> Regularisers.topologicalSignature(1)),
                term("rtd-ae", "RTD-AE", () -> Regularisers.representationTopology(1)));
    }

    private static BaseModel betaVae() {
        return BaseModels.betaVae(Schedule.constant(4));
    }

    private static Case base(String name, String title, BaseModel base) {
        return of(name, title, base, Regularisers::none);
    }

    private static Case control(String name, CloudDivergence divergence) {
        return shift(name, "the control " + name, TopDis.reference().withDivergence(divergence));
    }

    private static Case shift(String name, String title, TopDis term) {
        return term(name, title, () -> Regularisers.shift(name, term, 5, 0, GivesWay.NEVER));
    }

    private static Case term(String name, String title, Supplier<Regulariser> regulariser) {
        return of(name, "a β-VAE with " + title, betaVae(), regulariser);
    }

    private static Case of(String name, String title, BaseModel base, Supplier<Regulariser> regulariser) {
        return new Case(
                        "step-" + name,
                        "training step of " + title + " on dSprites, batch 64",
                        ITERATIONS,
                        scale -> new MethodTraining(base, regulariser.get(), scale.of(BATCH, TINY_BATCH)))
                .beside(new Peer.Own(PLAIN));
    }
}
