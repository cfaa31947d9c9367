package org.gaspard.models.protocols;

import static org.gaspard.models.protocols.Sourced.code;
import static org.gaspard.models.protocols.Sourced.inferred;
import static org.gaspard.models.protocols.Sourced.recalled;
import static org.gaspard.models.protocols.Sourced.unknown;

import java.util.List;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.OptimizerSettings;
import org.gaspard.autodiff.optim.RmsProp;
import org.gaspard.models.Likelihood;
import org.gaspard.models.networks.NamedArchitecture;
import org.gaspard.models.prior.implicit.NamedPrior;
import org.gaspard.models.prior.implicit.Version;
import org.gaspard.models.terms.AggregatePosterior.Weighting;

/**
 * Gromov-Wasserstein autoencoders with three priors, and those of their baselines that a {@link Base} names and one learning rate
 * trains; the discriminator of their FactorVAE has a rate of its own. Only the settings for CelebA are published; for the other sets
 * they are taken over.
 */
final class GwaeProtocols {

    private static final String PAPER =
            "N. Nakagawa, R. Togo, T. Ogawa, M. Haseyama. Gromov-Wasserstein autoencoders. ICLR 2023.";

    private static final String OTHER_SETS = "as for CelebA; the settings of this set are not published";

    /** 162,770 images in batches of 64. */
    private static final long EPOCH = 2544;

    private GwaeProtocols() {}

    static List<Protocol> protocols() {
        Sourced<Evaluation> generation =
                code(new Evaluation(19_962, List.of("Fréchet distance", "PSNR")), "of the images for tests");
        Sourced<Evaluation> novelty =
                code(new Evaluation(10_000, List.of("area under the ROC curve against Omniglot")), "of novelty scores");
        return List.of(
                gwae("gwae-celeba-neural", Variant.PAPER, "celeba", NamedPrior.NEURAL, generation),
                gwae(
                        "gwae-shapes3d-factorised-neural",
                        Variant.PAPER,
                        "shapes3d",
                        NamedPrior.FACTORISED_NEURAL,
                        recalled(new Evaluation(10_000, List.of("DCI")), "")),
                gwae("gwae-mnist-gaussian-mixture", Variant.PAPER, "mnist", NamedPrior.GAUSSIAN_MIXTURE, novelty),
                gwae(
                        "gwae-mnist-gaussian-mixture-code",
                        Variant.REFERENCE_CODE,
                        "mnist",
                        NamedPrior.GAUSSIAN_MIXTURE,
                        novelty),
                baseline("gwae-celeba-vae", Method.of(new Base.BetaVae(), code(1.0)), generation),
                baseline("gwae-celeba-beta-vae", Method.of(new Base.BetaVae(), code(0.1)), generation),
                baseline(
                        "gwae-celeba-beta-tcvae",
                        Method.of(
                                new Base.BetaTcvae(
                                        code(Weighting.WEIGHTED, "without the number of images, a constant")),
                                code(2.0)),
                        generation));
    }

    private static Protocol gwae(
            String name, Variant variant, String dataSet, NamedPrior prior, Sourced<Evaluation> evaluation) {
        boolean published = dataSet.equals("celeba");
        Version version = variant == Variant.REFERENCE_CODE ? Version.REFERENCE_CODE : Version.CORRECTED;
        Base.Gwae base = new Base.Gwae(code(prior), inferred(version, "mixtures and causal graphs have two versions"));
        Method method = Method.of(
                base,
                unknown(10.0, "of mixtures alone"),
                scoped(2.5, published),
                scoped(1.0, published),
                scoped(1.0, published),
                scoped(0.03, published),
                scoped(5.0, published));
        return new Protocol(
                name,
                PAPER,
                variant,
                images(dataSet, NamedArchitecture.GWAE, published),
                method,
                optimisation(RmsProp.Settings.standard()),
                evaluation);
    }

    private static Sourced<Double> scoped(double value, boolean published) {
        return published ? code(value) : unknown(value, OTHER_SETS);
    }

    private static Protocol baseline(String name, Method method, Sourced<Evaluation> evaluation) {
        return new Protocol(
                name,
                PAPER,
                Variant.PAPER,
                images("celeba", NamedArchitecture.GWAE_BASELINE, true),
                method,
                optimisation(Adam.Settings.adam()),
                evaluation);
    }

    private static Images images(String dataSet, NamedArchitecture architecture, boolean published) {
        return new Images(
                code(dataSet, dataSet.equals("mnist") ? "in three equal channels there" : ""),
                code(architecture),
                code(new Likelihood.Gaussian(1), "half the squared error"),
                published ? code(64) : unknown(64, OTHER_SETS));
    }

    private static Optimisation optimisation(OptimizerSettings optimizer) {
        return new Optimisation(
                code(optimizer),
                code(1e-4),
                code(64),
                unknown(
                        100 * EPOCH,
                        "until the loss of other images has not fallen for 10 epochs; here 100 epochs of CelebA"),
                unknown(List.of(0L), ""));
    }
}
