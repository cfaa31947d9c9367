package org.gaspard.models.protocols;

import static org.gaspard.models.protocols.Sourced.code;
import static org.gaspard.models.protocols.Sourced.inferred;
import static org.gaspard.models.protocols.Sourced.unknown;

import java.util.List;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.networks.NamedArchitecture;

/** IRVAE on MNIST, by its published settings. */
final class IsometryProtocols {

    private static final String PAPER = "Y. Lee, S. Yoon, M. Son, F. C. Park. Regularized autoencoders for isometric"
            + " representation learning. ICLR 2022.";

    private IsometryProtocols() {}

    static List<Protocol> protocols() {
        Images images = new Images(
                code("mnist", "of digits 0 and 1 alone there"),
                code(NamedArchitecture.IRVAE),
                unknown(new Likelihood.Gaussian(0.3), "the code trains the deviation, from 1 on"),
                code(2));
        Optimisation optimisation = new Optimisation(
                code(Adam.Settings.adam()),
                code(1e-4),
                code(100),
                inferred(180_000L, "300 epochs, here of all digits"),
                unknown(List.of(0L), ""));
        Sourced<Evaluation> evaluation =
                inferred(new Evaluation(10_000, List.of("condition numbers of the metric")), "of the code");
        Method vae = Method.of(new Base.BetaVae(), code(1.0));
        return List.of(
                new Protocol("irvae-mnist-vae", PAPER, Variant.PAPER, images, vae, optimisation, evaluation),
                new Protocol(
                        "irvae-mnist",
                        PAPER,
                        Variant.PAPER,
                        images,
                        vae.plus(new Addition.Jacobian(), code(100.0)),
                        optimisation,
                        evaluation));
    }
}
