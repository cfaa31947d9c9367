package org.gaspard.models.terms.topology;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.loss.LatentShift;
import org.gaspard.topology.loss.RtdLiteLoss;
import org.gaspard.topology.loss.RtdLoss;
import org.gaspard.topology.loss.TopDisLoss;

/**
 * How far two clouds of equally many points are apart: by their topology, or by measures that know nothing of it and serve as
 * controls. Points are rows; what follows the first axis is flattened. The gradient flows into both clouds.
 *
 * <p>In all of them m is the number of points that the mask keeps; a divergence is that of these points alone. With fewer than
 * {@value LatentShift#FEWEST} it is 0.
 */
public sealed interface CloudDivergence {

    /**
     * The representation topology divergence, persistent homology of 2m points for each barcode.
     *
     * @param loss which barcodes, from where they are read, their exponent, their limit and the scale of the distances
     */
    record Rtd(RtdLoss loss) implements CloudDivergence {}

    /**
     * RTD-Lite: spanning trees in O(m²), components but no loops.
     *
     * @param loss which sums, and the scale of the distances
     */
    record RtdLite(RtdLiteLoss loss) implements CloudDivergence {}

    /** {@code 1/m Σ ‖x̂_i − x̂'_i‖²}, the squares summed over pixels: any change of an image is to be small. */
    record SquaredDistance() implements CloudDivergence {}

    /**
     * The squared maximum mean discrepancy with the kernel {@code k(x, y) = exp(−‖x − y‖² / 2h²)}, in its biased form, which is
     * never negative ([G12, Eq. 5]):
     *
     * <pre>{@code 1/m² Σ_ij k(x̂_i, x̂_j) + k(x̂'_i, x̂'_j) − 2 k(x̂_i, x̂'_j)}</pre>
     *
     * @param bandwidth h; if absent, the median of the distances of all pairs among the 2m points, found in each step and a
     *     constant for differentiation ([G12, section 8]); no less than {@value #SMALLEST_BANDWIDTH}
     */
    record MaximumMeanDiscrepancy(OptionalDouble bandwidth) implements CloudDivergence {

        /** The least bandwidth that is found. */
        public static final double SMALLEST_BANDWIDTH = 1e-5;

        /** Checks the range. */
        public MaximumMeanDiscrepancy {
            bandwidth.ifPresent(h -> {
                if (!(h > 0) || Double.isInfinite(h)) {
                    throw new IllegalArgumentException("bandwidth is " + h + ", expected a finite number above 0");
                }
            });
        }
    }

    /**
     * The Chamfer distance, {@code 1/m Σ_i min_j c(x̂_i, x̂'_j) + 1/m Σ_j min_i c(x̂_i, x̂'_j)} ([F17]).
     *
     * @param cost c; [F17] has squared distances, others distances
     */
    record Chamfer(Cost cost) implements CloudDivergence {}

    /** As in the code of [B24]: minimum and maximum forms, p = 1, the 50 longest bars, the 0.9-quantile. */
    static CloudDivergence publishedRtd() {
        return new Rtd(RtdLoss.published());
    }

    /** The same of all bars, with their true values. */
    static CloudDivergence exactRtd() {
        return new Rtd(RtdLoss.exact());
    }

    /** The divergence with the 0.9-quantile. */
    static CloudDivergence rtdLite() {
        return new RtdLite(RtdLiteLoss.standard());
    }

    /** See {@link SquaredDistance}. */
    static CloudDivergence squaredDistance() {
        return new SquaredDistance();
    }

    /** With the median of the distances for the bandwidth. */
    static CloudDivergence maximumMeanDiscrepancy() {
        return new MaximumMeanDiscrepancy(OptionalDouble.empty());
    }

    /** With a given bandwidth. */
    static CloudDivergence maximumMeanDiscrepancy(double bandwidth) {
        return new MaximumMeanDiscrepancy(OptionalDouble.of(bandwidth));
    }

    /** With squared distances. */
    static CloudDivergence chamfer() {
        return new Chamfer(Cost.squaredEuclidean());
    }

    /** The name of a term with this divergence between shifted clouds. */
    default String termName() {
        return switch (this) {
            case Rtd _ -> "topdis";
            case RtdLite _ -> "topdis_lite";
            case SquaredDistance _ -> "shift_l2";
            case MaximumMeanDiscrepancy _ -> "shift_mmd";
            case Chamfer _ -> "shift_chamfer";
        };
    }

    /**
     * The divergence of the points that the mask keeps, a scalar of the type of the clouds; computed in float64.
     *
     * @param originals X̂, floating-point, [n, ...]
     * @param shifted X̂', of the same type
     * @param mask 1 for a point that counts, else 0; [n]
     * @throws IllegalArgumentException if the types differ or are not as said
     */
    default Tensor between(Tensor originals, Tensor shifted, Tensor mask) {
        if (!originals.type().equals(shifted.type())
                || originals.rank() < 2
                || originals.extent(0) < 1
                || !originals.dtype().isFloating()) {
            throw new IllegalArgumentException("clouds of types " + originals.type() + " and " + shifted.type()
                    + ", expected one floating-point type [n, ...]");
        }
        int n = originals.extent(0);
        if (mask.rank() != 1 || mask.extent(0) != n) {
            throw new IllegalArgumentException("mask of type " + mask.type() + ", expected [" + n + "]");
        }
        Tensor counts = mask.stopGradient().cast(DType.FLOAT64);
        Tensor value = switch (this) {
            case Rtd(RtdLoss loss) -> new TopDisLoss(loss).between(originals, shifted, mask);
            case RtdLite(RtdLiteLoss loss) -> lite(loss, originals, shifted, counts);
            case SquaredDistance() -> squares(originals, shifted).dot(weights(counts));
            case MaximumMeanDiscrepancy(OptionalDouble bandwidth) -> discrepancy(bandwidth, originals, shifted, counts);
            case Chamfer(Cost cost) -> chamfer(CostTensors.matrix(cost, originals, shifted), counts);
        };
        Tensor enough = counts.sum().greaterEqual(LatentShift.FEWEST);
        return Tensor.where(enough, value, Tensor.full(value.type(), 0)).cast(originals.dtype());
    }

    private static Tensor squares(Tensor x, Tensor y) {
        Tensor differences = x.subtract(y).square();
        return differences.sum(IntStream.range(1, x.rank()).toArray()).cast(DType.FLOAT64);
    }

    /** 1/m for each point that counts. */
    private static Tensor weights(Tensor counts) {
        return counts.divide(counts.sum().maximum(1));
    }

    /**
     * For each point its own number, for those that do not count that of the first one that does. Among copies of one point no
     * distance is above 0: they add nothing to a spanning tree and are no nearer to anything.
     */
    private static Tensor representatives(Tensor counts) {
        Tensor numbers = Tensor.range(DType.INT32, counts.extent(0));
        return Tensor.where(counts.greater(0), numbers, counts.argMax(0));
    }

    private static Tensor lite(RtdLiteLoss loss, Tensor originals, Tensor shifted, Tensor counts) {
        Tensor chosen = representatives(counts);
        return loss.withNormalisation(DistanceNormalisation.none())
                .between(
                        distances(originals, loss.normalisation(), counts, chosen),
                        distances(shifted, loss.normalisation(), counts, chosen));
    }

    private static Tensor distances(Tensor points, DistanceNormalisation scale, Tensor counts, Tensor chosen) {
        Tensor all = scale.apply(CostTensors.matrix(Cost.euclidean(), points), counts);
        return all.gather(0, chosen).gather(1, chosen);
    }

    private static Tensor chamfer(Tensor costs, Tensor counts) {
        Tensor chosen = representatives(counts);
        Tensor toShifted = costs.gather(1, chosen).min(1);
        Tensor toOriginals = costs.gather(0, chosen).min(0);
        return toShifted.add(toOriginals).dot(weights(counts));
    }

    private static Tensor discrepancy(OptionalDouble bandwidth, Tensor originals, Tensor shifted, Tensor counts) {
        Tensor squares = CostTensors.matrix(Cost.squaredEuclidean(), Tensor.concatenate(0, originals, shifted));
        Tensor h = bandwidth.isPresent()
                ? Tensor.scalar(bandwidth.getAsDouble())
                : median(squares.stopGradient(), Tensor.concatenate(0, counts, counts));
        Tensor kernel = squares.divide(h.square().multiply(-2)).exp();
        Tensor weights = weights(counts);
        Tensor signed = Tensor.concatenate(0, weights, weights.negate());
        return kernel.multiply(signed.expand(1)).multiply(signed.expand(0)).sum();
    }

    /** The median of the distances of the pairs that count. */
    private static Tensor median(Tensor squares, Tensor counts) {
        Tensor numbers = Tensor.range(DType.INT32, counts.extent(0));
        Tensor pairs = counts.expand(1)
                .multiply(counts.expand(0))
                .multiply(numbers.expand(1).less(numbers.expand(0)).cast(DType.FLOAT64));
        Tensor last = Tensor.full(squares.type(), Double.POSITIVE_INFINITY);
        Tensor sorted =
                Tensor.where(pairs, squares, last).reshape(squares.size()).sort(0);
        Tensor number = pairs.sum();
        Tensor low = at(sorted, number.subtract(1).multiply(0.5));
        Tensor high = at(sorted, number.multiply(0.5));
        return low.add(high).multiply(0.5).maximum(MaximumMeanDiscrepancy.SMALLEST_BANDWIDTH);
    }

    private static Tensor at(Tensor sortedSquares, Tensor place) {
        Tensor inside = place.floor().maximum(0).cast(DType.INT32);
        return sortedSquares.gather(0, inside).maximum(0).sqrt();
    }
}
