package org.gaspard.datasets.sequences;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.Permutation;
import org.gaspard.datasets.sampling.Sequences;

/**
 * Sequences of images of a factored data set along one of its factors, the others as in a starting image.
 * Transformation k goes along the k-th of some chosen factors, in consecutive positions.
 *
 * <p>Source: [SKSW23] and its published program (3D Shapes, Falcor3D and Isaac3D).
 */
public final class FactorSequences implements ComposableSequences {

    /** Where along its factor a sequence starts. */
    public sealed interface Start {

        /** At position 0, as the sequences of 3D Shapes in [SKSW23] do. */
        record First() implements Start {}

        /**
         * At a position uniform among those from which the sequence fits into the factor, a pure function of the seed, the
         * starting image and the factor.
         *
         * @param seed decides the positions
         */
        record Uniform(long seed) implements Start {}

        /**
         * As the published program of [SKSW23] goes along the factors of Falcor3D and Isaac3D, for comparison with its
         * results: {@code index_t = t·base_f + index mod base_0} with the bases of {@link FactorGrid}. Only the first
         * factor is set to 0, not the one that is to change. Along any other than the first, a sequence starts where the
         * starting image is, and if there are too few positions behind it, goes on at position 0 with the next slower factor
         * one position up: two factors change. Of all sequences of F frames along a factor of n positions, the
         * share {@code (F − 1)/n} is spoilt in this way: 2/3 for Falcor3D (F = 5, n = 6), 3/8 to 3/4 for Isaac3D (F = 4).
         */
        record Carrying() implements Start {}
    }

    private final FactoredDataset source;
    private final int[] factors;
    private final int frames;
    private final Start start;

    private FactorSequences(FactoredDataset source, int[] factors, int frames, Start start) {
        this.source = source;
        this.factors = factors;
        this.frames = frames;
        this.start = start;
    }

    /**
     * Sequences that start where the mode says.
     *
     * @param factors along which to go, in the order of the transformations; the array is copied
     * @param frames the number of images, {@code T + 1}
     * @throws IllegalArgumentException if no factor is named, one is unknown, named twice or has fewer positions than there
     *     are frames, or there is no frame; in the mode {@link Start.Carrying} also if another than the first factor is named
     *     and the first has a single position, into which nothing can carry
     */
    public static FactorSequences of(FactoredDataset source, int[] factors, int frames, Start start) {
        FactorGrid grid = source.grid();
        int known = grid.factors().size();
        if (factors.length == 0 || IntStream.of(factors).distinct().count() < factors.length) {
            throw new IllegalArgumentException(
                    "factors " + Arrays.toString(factors) + ", expected at least one and none twice");
        }
        for (int factor : factors) {
            if (factor < 0 || factor >= known) {
                throw new IllegalArgumentException(
                        "factor " + factor + ", expected one of the " + known + " factors " + grid.factors());
            }
            if (frames < 1 || frames > grid.factors().get(factor).size()) {
                throw new IllegalArgumentException("frames is " + frames + ", expected 1 to "
                        + grid.factors().get(factor).size() + ", the positions of "
                        + grid.factors().get(factor).name());
            }
            if (start instanceof Start.Carrying
                    && factor > 0
                    && grid.factors().getFirst().size() < 2) {
                throw new IllegalArgumentException(
                        "sequences along " + grid.factors().get(factor) + " may carry into "
                                + grid.factors().getFirst() + ", expected a first factor of several positions");
            }
        }
        return new FactorSequences(source, factors.clone(), frames, start);
    }

    @Override
    public FactoredDataset source() {
        return source;
    }

    /** The factor along which a transformation goes. */
    public int factor(int transformation) {
        return factors[Objects.checkIndex(transformation, factors.length)];
    }

    /**
     * The indices of the images of a sequence.
     *
     * @throws IndexOutOfBoundsException if there is no such image or transformation
     */
    public int[] indices(int index, int transformation) {
        FactorGrid grid = source.grid();
        Objects.checkIndex(index, grid.size());
        int factor = factor(transformation);
        return switch (start) {
            case Start.First() -> Sequences.sweep(grid, index, factor, 0, frames);
            case Start.Uniform(long seed) -> {
                SplittableRandom random = new SplittableRandom(
                        Permutation.mix(Permutation.mix(Permutation.mix(seed) + index) + transformation));
                int from = random.nextInt(grid.factors().get(factor).size() - frames + 1);
                yield Sequences.sweep(grid, index, factor, from, frames);
            }
            case Start.Carrying() -> carrying(grid, index, factor);
        };
    }

    private int[] carrying(FactorGrid grid, int index, int factor) {
        int first = grid.with(index, 0, 0);
        int base = frames > 1 ? grid.with(0, factor, 1) : 0;
        int[] indices = new int[frames];
        for (int t = 0; t < frames; t++) {
            indices[t] = first + t * base;
        }
        return indices;
    }

    @Override
    public List<String> transformations() {
        return IntStream.of(factors)
                .mapToObj(f -> source.factors().get(f).name())
                .toList();
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public void readFrame(int index, int transformation, int t, float[] out, int offset) {
        Objects.checkIndex(t, frames);
        source.read(indices(index, transformation)[t], out, offset);
    }

    @Override
    public void read(int index, int transformation, float[] out, int offset) {
        Objects.checkFromIndexSize(offset, values(), out.length);
        int pixels = source.pixels();
        int to = offset;
        for (int frame : indices(index, transformation)) {
            source.read(frame, out, to);
            to += pixels;
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The starting image is at the first position of the sequence of each transformation at once, for those of which any frame has
     * steps.
     *
     * @throws IllegalStateException if sequences {@linkplain Start.Carrying carry}: they have no position of one factor
     */
    @Override
    public void readComposed(int index, int[][] steps, float[] out, int offset) {
        StepTable.check(steps, this);
        Objects.checkIndex(index, size());
        if (start instanceof Start.Carrying) {
            throw new IllegalStateException("sequences that carry into another factor cannot be composed");
        }
        int pixels = source.pixels();
        Objects.checkFromIndexSize(offset, Math.multiplyExact(steps.length, pixels), out.length);
        FactorGrid grid = source.grid();
        int[] first = new int[factors.length];
        int base = index;
        for (int k = 0; k < factors.length; k++) {
            int transformation = k;
            first[k] = grid.position(indices(index, k)[0], factors[k]);
            if (Arrays.stream(steps).anyMatch(row -> row[transformation] > 0)) {
                base = grid.with(base, factors[k], first[k]);
            }
        }
        for (int t = 0; t < steps.length; t++) {
            int frame = base;
            for (int k = 0; k < factors.length; k++) {
                if (steps[t][k] > 0) {
                    frame = grid.with(frame, factors[k], first[k] + steps[t][k]);
                }
            }
            source.read(frame, out, offset + t * pixels);
        }
    }
}
