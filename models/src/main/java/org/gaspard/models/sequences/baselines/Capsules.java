package org.gaspard.models.sequences.baselines;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/**
 * The order of the latents of a {@link Tvae}, n = count · extent, those of a capsule one after the other, and which of them share a
 * variance. Capsules that a transformation rolls move by one place from frame to frame, and
 *
 * <pre>{@code
 * (W u²)_{τ,c} = Σ u²_{τ+δ, c+ε}     over |δ| ≤ reach, |ε| ≤ reach, |δ − ε| ≤ width
 * }</pre>
 *
 * <p>where places c are cyclic. Those that stay take |ε| ≤ width for all δ. It is one product with a matrix of the frames and places,
 * (F · extent)² multiplications for each capsule.
 *
 * @param count how many capsules there are
 * @param extent how many numbers are in each
 * @param reach how many frames before and after share their variances, published: 6
 * @param width how many places beside the moving one, published: 1; at most the reach
 * @param boundary what is before the first frame and after the last
 * @param groups 1 if all transformations roll all capsules, as published, or K: the k-th part of the capsules is rolled by
 *     transformation k only
 */
public record Capsules(int count, int extent, int reach, int width, Boundary boundary, int groups) {

    /** What is before the first frame and after the last. */
    public enum Boundary {
        /** The other end, as published: sequences are whole circles. */
        CYCLIC,
        /** Nothing: the sum has fewer summands there. */
        CUT
    }

    /** Checks the ranges. */
    public Capsules {
        Checks.atLeast("count", count, 1);
        Checks.atLeast("extent", extent, 1);
        Checks.atLeast("reach", reach, 0);
        Checks.atLeast("groups", groups, 1);
        if (width < 0 || width > reach) {
            throw new IllegalArgumentException("width must be from 0 to the reach, " + reach + ", found " + width);
        }
        if (count % groups != 0) {
            throw new IllegalArgumentException(
                    "count must be a multiple of the groups, " + groups + ", found " + count);
        }
    }

    /** Those of the published program on MNIST: 18 capsules of 18 numbers and windows of 13 frames, a circle in 18 frames. */
    public static Capsules published() {
        return new Capsules(18, 18, 6, 1, Boundary.CYCLIC, 1);
    }

    /** n. */
    public int latents() {
        return count * extent;
    }

    /** W u², [N, F, n], of u², [N, F, n]. */
    Tensor shared(Tensor squares, int transformation) {
        int sequences = squares.extent(0);
        int frames = squares.extent(1);
        // [N, capsules, F · extent]
        Tensor lines = squares.reshape(sequences, frames, count, extent)
                .transpose(0, 2, 1, 3)
                .reshape(sequences, count, frames * extent);
        List<Tensor> sums = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            Tensor window = window(frames, rolls(group, transformation), squares.dtype());
            sums.add(lines.slice(1, from(group), from(group + 1)).matmul(window));
        }
        return Tensor.concatenate(1, sums)
                .reshape(sequences, count, frames, extent)
                .transpose(0, 2, 1, 3)
                .reshape(squares.shape());
    }

    /** Latents [N, n] whose capsules are rolled by so many places, if the transformation rolls them. */
    Tensor roll(Tensor latents, int places, int transformation) {
        Tensor capsules = latents.reshape(latents.extent(0), count, extent);
        int cut = extent - Math.floorMod(places, extent);
        List<Tensor> parts = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            Tensor part = capsules.slice(1, from(group), from(group + 1));
            boolean still = cut == extent || !rolls(group, transformation);
            parts.add(still ? part : Tensor.concatenate(2, part.slice(2, cut, extent), part.slice(2, 0, cut)));
        }
        return Tensor.concatenate(1, parts).reshape(latents.shape());
    }

    private int from(int group) {
        return group * (count / groups);
    }

    private boolean rolls(int group, int transformation) {
        return groups == 1 || group == transformation;
    }

    /** How often the square of each frame and place, [F · extent, is in the sum of each, F · extent]. */
    private Tensor window(int frames, boolean rolling, DType dtype) {
        int side = frames * extent;
        double[] times = new double[side * side];
        for (int to = 0; to < side; to++) {
            for (int delta = -reach; delta <= reach; delta++) {
                int frame = to / extent + delta;
                if (boundary == Boundary.CUT && (frame < 0 || frame >= frames)) {
                    continue;
                }
                int middle = rolling ? delta : 0;
                for (int epsilon = middle - width; epsilon <= middle + width; epsilon++) {
                    if (Math.abs(epsilon) <= reach) {
                        int place = Math.floorMod(to % extent + epsilon, extent);
                        times[(Math.floorMod(frame, frames) * extent + place) * side + to]++;
                    }
                }
            }
        }
        return Tensor.of(times, side, side).cast(dtype);
    }
}
