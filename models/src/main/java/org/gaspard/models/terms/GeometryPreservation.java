package org.gaspard.models.terms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaspard.models.VaePass;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovMongeLoss;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * Asks the encoder or the decoder to preserve a pairwise cost: all of it (the distortion DST), or as far as any map with
 * the same images can (the Gromov-Monge gap GMG).
 *
 * <pre>{@code
 * DST = 1/(2n²) ‖C_X − C_Y‖²        GMG = DST − GW(C_X, C_Y)
 * }</pre>
 *
 * <p>For the encoder, C_X are the costs among the images of the batch and C_Y those among their latents. For the decoder,
 * C_X are the costs among the latents and C_Y those among the mean images made of them. Both are computed in float64; the
 * solver runs inside the training step and its plan counts as a constant (envelope theorem). O(n² (pixels + latents)) for
 * the costs, O(n³) an iteration for the solver.
 *
 * <p>Uscidda, Eyring, Roth, Theis, Akata, Cuturi: Disentangled representation learning with the Gromov-Monge gap. ICLR
 * 2025, arXiv 2407.07829.
 *
 * <p>Encoder and decoder together are two terms, one of each placement. Terms of one objective need different names: the
 * variants of the paper have one each ({@link #distortion}, {@link #gap}), others are given one by {@link #withName}.
 *
 * @param name the name in logs, unique within an objective
 * @param placement which map is regularised
 * @param measure DST or GMG, with the solver's options
 * @param cost among images and among latents
 * @param latents which latents of a pass stand for an image
 * @param detachLatents for the decoder, whether the encoder gets no gradient through the latents
 * @param logScale if there is one, the costs among the latents are multiplied by e to this trained number: distances are
 *     preserved up to one global factor
 */
public record GeometryPreservation(
        String name,
        Placement placement,
        Measure measure,
        Cost cost,
        Latents latents,
        boolean detachLatents,
        Optional<Parameter> logScale)
        implements Term {

    /** The map that is regularised. */
    public enum Placement {
        /** From images to latents. */
        ENCODER,
        /** From latents to images. */
        DECODER
    }

    /** What is measured. */
    public sealed interface Measure {
        /** The distortion. */
        record Distortion() implements Measure {}

        /** The Gromov-Monge gap. */
        record Gap(GromovMongeGapOptions options) implements Measure {}
    }

    /** Which latents stand for an image. */
    public enum Latents {
        /** The posterior's mean; the decoder is applied to it once more. */
        MEAN,
        /** The one that was drawn in this pass. */
        SAMPLE
    }

    /** The costs of the paper's comparison. */
    public enum PublishedCost {
        /** L2², {@code ‖x − y‖²}: isometries keep it. */
        L2_SQUARED("l2"),
        /** ScL2², {@code α ‖x − y‖²} with a trained α > 0 among the latents: isometries up to a scale keep it. */
        SCALED_L2_SQUARED("scaled_l2"),
        /** Cos, {@code ⟨x, y⟩ / (‖x‖ ‖y‖)}: what keeps angles keeps it. */
        COSINE("cos");

        private final String label;

        PublishedCost(String label) {
            this.label = label;
        }

        /** A term of this cost, named after measure and placement alone. */
        public GeometryPreservation term(Placement placement, Measure measure) {
            GeometryPreservation term = new GeometryPreservation(placement, measure, cost());
            return isScaled() ? term.withTrainedScale() : term;
        }

        private Cost cost() {
            return this == COSINE ? Cost.cosineSimilarity() : Cost.squaredEuclidean();
        }

        /** Whether the costs among latents are multiplied by a trained number. */
        public boolean isScaled() {
            return this == SCALED_L2_SQUARED;
        }

        private GeometryPreservation named(String measured, Placement placement, Measure measure) {
            GeometryPreservation term = new GeometryPreservation(placement, measure, cost())
                    .withName(measured + suffix(placement) + "_" + label);
            return isScaled() ? term.withTrainedScale() : term;
        }
    }

    /** A term named after measure and placement, such as {@code gmg_decoder}. */
    public GeometryPreservation(
            Placement placement,
            Measure measure,
            Cost cost,
            Latents latents,
            boolean detachLatents,
            Optional<Parameter> logScale) {
        this(
                (measure instanceof Measure.Gap ? "gmg" : "dst") + suffix(placement),
                placement,
                measure,
                cost,
                latents,
                detachLatents,
                logScale);
    }

    /** A term on the latents drawn in the pass, with gradients to both networks and without a trained scale. */
    public GeometryPreservation(Placement placement, Measure measure, Cost cost) {
        this(placement, measure, cost, Latents.SAMPLE, false, Optional.empty());
    }

    /** The paper's DST with one of its costs, such as {@code dst_encoder_scaled_l2}. */
    public static GeometryPreservation distortion(Placement placement, PublishedCost cost) {
        return cost.named("dst", placement, new Measure.Distortion());
    }

    /** The paper's GMG with one of its costs, such as {@code gmg_decoder_cos}. */
    public static GeometryPreservation gap(Placement placement, PublishedCost cost, GromovMongeGapOptions options) {
        return cost.named("gmg", placement, new Measure.Gap(options));
    }

    private static String suffix(Placement placement) {
        return placement == Placement.ENCODER ? "_encoder" : "_decoder";
    }

    /** This term under another name; a trained scale keeps its own. */
    public GeometryPreservation withName(String changed) {
        return new GeometryPreservation(changed, placement, measure, cost, latents, detachLatents, logScale);
    }

    /** This term with other latents. */
    public GeometryPreservation withLatents(Latents changed) {
        return new GeometryPreservation(name, placement, measure, cost, changed, detachLatents, logScale);
    }

    /** This term with or without a gradient from the decoder's geometry to the encoder. */
    public GeometryPreservation withDetachedLatents(boolean changed) {
        return new GeometryPreservation(name, placement, measure, cost, latents, changed, logScale);
    }

    /** This term with a trained scale of the costs among the latents, 1 at the beginning. */
    public GeometryPreservation withTrainedScale() {
        Parameter cell = new Parameter(name + ".log_scale", Tensor.scalar(0f));
        return new GeometryPreservation(name, placement, measure, cost, latents, detachLatents, Optional.of(cell));
    }

    @Override
    public List<Parameter> parameters() {
        return logScale.stream().toList();
    }

    @Override
    public Value value(VaePass pass) {
        Tensor z = latents == Latents.MEAN ? pass.posterior().mean() : pass.latent();
        Tensor fed = placement == Placement.DECODER && detachLatents ? z.stopGradient() : z;
        Tensor images = switch (placement) {
            case ENCODER -> pass.images();
            case DECODER ->
                latents == Latents.SAMPLE && !detachLatents
                        ? pass.reconstruction()
                        : pass.model().likelihood().mean(pass.model().decode(fed, pass.pass()));
        };
        Tensor imageCosts = CostTensors.matrix(cost, images);
        Tensor latentCosts = scaled(CostTensors.matrix(cost, fed), pass);
        Tensor cX = placement == Placement.ENCODER ? imageCosts : latentCosts;
        Tensor cY = placement == Placement.ENCODER ? latentCosts : imageCosts;
        return switch (measure) {
            case Measure.Distortion() ->
                Value.of(GromovMongeLoss.distortion(cX, cY).cast(fed.dtype()));
            case Measure.Gap(GromovMongeGapOptions options) -> gap(cX, cY, options, fed.dtype());
        };
    }

    private Tensor scaled(Tensor costs, VaePass pass) {
        return logScale.map(cell -> costs.multiply(
                        pass.pass().value(cell).cast(DType.FLOAT64).exp()))
                .orElse(costs);
    }

    private Value gap(Tensor cX, Tensor cY, GromovMongeGapOptions options, DType dtype) {
        GromovMongeLoss.InGraph gap = GromovMongeLoss.inGraph(cX, cY, options);
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        diagnostics.put(name + ".distortion", gap.distortion());
        diagnostics.put(name + ".entropy_ratio", gap.entropyRatio());
        diagnostics.put(name + ".marginal_error", gap.marginalError());
        diagnostics.put(name + ".outer_iterations", gap.outerIterations());
        diagnostics.put(name + ".inner_iterations", gap.innerIterations());
        diagnostics.put(name + ".warnings", gap.warnings());
        return new Value(gap.value().cast(dtype), diagnostics);
    }
}
