package org.gaspard.models.methods;

import org.gaspard.models.Vae.Encoding;
import org.gaspard.models.check.Checks;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.terms.guided.BasisOrthogonality;
import org.gaspard.models.terms.guided.DeformablePca;
import org.gaspard.models.terms.guided.DeformablePca.Motion;
import org.gaspard.models.terms.guided.GuidedReconstruction;
import org.gaspard.models.training.Objective;

/** Autoencoders whose latents are guided by a second decoder. */
public final class GuidedModels {

    private GuidedModels() {}

    /**
     * Unsupervised Guided-VAE with all weights 1 and {@link Motion#MAP}: Ding et al., CVPR 2020, as in the toolkit by which Nakagawa
     * et al., ICLR 2023, compare with it. There 32 of 64 latents are of the deformation, and the likelihood is normal with the
     * deviation 1.
     */
    public static BaseModel guidedVae(int deformationLatents) {
        return guidedVae(deformationLatents, Motion.MAP, 1, 1);
    }

    /**
     * {@code −log p(x|z) + KL + α ‖x − τ(z_def) ∘ (z_cont B + b₀)‖² + γ Σ_{j≠k} (b_kᵀ b_j)²}: Ding et al., CVPR 2020.
     *
     * @param deformationLatents the number of latents in z_def
     * @param motion what the network of τ gives
     * @param guidance α
     * @param orthogonality γ
     * @throws IllegalArgumentException from {@link BaseModel#objective}, if no latent is left for z_cont
     */
    public static BaseModel guidedVae(int deformationLatents, Motion motion, double guidance, double orthogonality) {
        Checks.atLeast("deformationLatents", deformationLatents, 1);
        Checks.nonNegative("guidance", guidance);
        Checks.nonNegative("orthogonality", orthogonality);
        return new BaseModel("Guided-VAE", Encoding.GAUSSIAN, s -> {
            DeformablePca guide = DeformablePca.of(s.image(), s.model().latents(), deformationLatents, motion, s.key());
            return Objective.of(
                    WeightedTerm.of(new Reconstruction(), 1),
                    WeightedTerm.of(new KlDivergence(), 1),
                    WeightedTerm.of(new GuidedReconstruction(guide), guidance),
                    WeightedTerm.of(new BasisOrthogonality(guide), orthogonality));
        });
    }
}
