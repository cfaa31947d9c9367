package org.gaspard.ot.maps;

import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovMongeLoss;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** What is asked of a map besides its images: a scalar of n points and their images, small for good maps. */
@FunctionalInterface
public interface MapRegulariser {

    /**
     * The penalty of a batch, a scalar.
     *
     * @param points [n, d]
     * @param images [n, e], of the same type
     */
    Tensor penalty(Tensor points, Tensor images);

    /** Nothing: any map with the right images will do. */
    static MapRegulariser none() {
        return (points, images) -> Tensor.full(new TensorType(Shape.scalar(), points.dtype()), 0);
    }

    /** The distortion of pairwise costs, {@code ‖C_X − C_Y‖² / (2n²)} ([U24, section 3]): costs are to stay as they are. */
    static MapRegulariser distortion(Cost cost) {
        return (points, images) -> GromovMongeLoss.distortion(
                        CostTensors.matrix(cost, points), CostTensors.matrix(cost, images))
                .cast(points.dtype());
    }

    /** The Gromov-Monge gap ([U24, definition 1]): costs are to stay as near as they can for these images. */
    static MapRegulariser gromovMongeGap(Cost cost, GromovMongeGapOptions options) {
        return (points, images) -> GromovMongeLoss.inGraph(
                        CostTensors.matrix(cost, points), CostTensors.matrix(cost, images), options)
                .value()
                .cast(points.dtype());
    }

    /** The entropic Monge gap ([UC23]): points are to move as little as they can for these images. */
    static MapRegulariser mongeGap(Cost cost, EntropicTransport solver) {
        return (points, images) -> MongeGapLoss.entropic(cost, points, images, solver, ValueConvention.ENTROPIC);
    }
}
