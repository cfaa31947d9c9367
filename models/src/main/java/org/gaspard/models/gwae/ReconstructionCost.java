package org.gaspard.models.gwae;

import java.util.Optional;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Tensor;

/**
 * The transport cost of the coupling that encodes and decodes, {@code L_W = mean ½ ‖x − G(z)‖²} over the pixels of each image, z drawn
 * from q(z|x). With a learned similarity [L16] {@code mean ½ ‖h(x) − h(G(z))‖²} is added, h being what the critic's layers of images
 * say; the critic itself is not trained by it.
 *
 * <p>Nakagawa et al.: Gromov-Wasserstein autoencoders. ICLR 2023, arXiv 2209.07007, after Tolstikhin et al.: Wasserstein
 * auto-encoders. ICLR 2018. Without the constant of a Gaussian likelihood: {@link org.gaspard.models.terms.Reconstruction} has it.
 *
 * @param similarity the critic whose layers are used, if there is a learned similarity
 */
public record ReconstructionCost(Optional<JointCritic> similarity) implements Term {

    /** Of pixels alone. */
    public static ReconstructionCost ofPixels() {
        return new ReconstructionCost(Optional.empty());
    }

    @Override
    public String name() {
        return "reconstruction";
    }

    @Override
    public boolean reconstructs() {
        return true;
    }

    @Override
    public Value value(VaePass pass) {
        Tensor x = pass.images();
        Tensor reconstructed = pass.reconstruction();
        Tensor ofPixels = halfSquares(x, reconstructed);
        return Value.of(similarity
                .map(critic -> ofPixels.add(
                        halfSquares(critic.features(x, pass.pass()), critic.features(reconstructed, pass.pass()))))
                .orElse(ofPixels));
    }

    private static Tensor halfSquares(Tensor a, Tensor b) {
        return a.subtract(b).square().sum().multiply(0.5 / a.extent(0));
    }
}
