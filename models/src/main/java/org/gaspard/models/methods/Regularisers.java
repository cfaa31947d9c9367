package org.gaspard.models.methods;

import java.util.List;
import org.gaspard.models.terms.GeometryPreservation;
import org.gaspard.models.terms.GeometryPreservation.Measure;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.HausdorffFactorisedSupport;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.terms.jacobian.JacobianTerm;
import org.gaspard.models.terms.topology.RtdAutoencoder;
import org.gaspard.models.terms.topology.TopDis;
import org.gaspard.models.terms.topology.TopologicalSignature;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovMongeGapOptions;

/** What the papers add to base models. */
public final class Regularisers {

    private Regularisers() {}

    /** Nothing. */
    public static Regulariser none() {
        return Regulariser.of("none");
    }

    /** DST, the distortion of a cost: the baseline of Uscidda et al., ICLR 2025. */
    public static Regulariser distortion(Placement placement, Cost cost, double lambda) {
        return Regulariser.of(
                "DST", WeightedTerm.of(new GeometryPreservation(placement, new Measure.Distortion(), cost), lambda));
    }

    /** GMG, the Gromov-Monge gap: Uscidda et al., ICLR 2025, who prefer the cosine and the decoder. */
    public static Regulariser gromovMongeGap(
            Placement placement, Cost cost, GromovMongeGapOptions options, double lambda) {
        return Regulariser.of(
                "GMG", WeightedTerm.of(new GeometryPreservation(placement, new Measure.Gap(options), cost), lambda));
    }

    /** The relaxed distortion of the decoder's Jacobian: Lee et al., IRVAE, ICLR 2022. */
    public static Regulariser isometric(double lambda) {
        return Regulariser.of("IRVAE", WeightedTerm.of(JacobianTerm.irvae(), lambda));
    }

    /** HFS, a support that is the product of its marginals: Roth et al., ICLR 2023. */
    public static Regulariser factorisedSupport(double gamma) {
        return Regulariser.of("HFS", WeightedTerm.of(HausdorffFactorisedSupport.standard(), gamma));
    }

    /**
     * TopDis, the topology of a batch under a shift of one latent axis, as its code computes it: Balabin et al., ICML 2024. It
     * starts when the decoder has learnt something, after 100,000 of a million steps in the paper, and gives way to the
     * reconstruction in the code for FactorVAE, to that or to all in the code for β-VAE, and never in the others.
     */
    public static Regulariser topDis(double gamma, long start, GivesWay givesWay) {
        return shift("TopDis", TopDis.reference(), gamma, start, givesWay);
    }

    /**
     * Any other form of the same: of other latents, of fewer images, or a control, which compares the shifted images by another
     * divergence than topology.
     */
    public static Regulariser shift(String name, TopDis term, double gamma, long start, GivesWay givesWay) {
        return new Regulariser(name, List.of(WeightedTerm.of(term, gamma).from(start)), givesWay);
    }

    /** The distances of the connected components of images and latents: Moor et al., Topological autoencoders, ICML 2020. */
    public static Regulariser topologicalSignature(double lambda) {
        return Regulariser.of("TopoAE", WeightedTerm.of(TopologicalSignature.standard(), lambda));
    }

    /** The divergence of the topologies of images and latents: Trofimov et al., RTD-AE, ICLR 2023. */
    public static Regulariser representationTopology(double lambda) {
        return Regulariser.of("RTD-AE", WeightedTerm.of(RtdAutoencoder.reference(), lambda));
    }
}
