package org.gaspard.tensor.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.DType;

/**
 * Arrays for intermediate results: two results whose lifetimes do not meet may share one. Each result, in the order of
 * their births, takes the free array of its element type that fits best, or the largest free one made larger, or a new
 * one. A result may also be written over one that its own step reads last.
 *
 * @param arrayOf for each result, the number of its array
 * @param types the element type of each array
 * @param sizes the number of elements of each array
 */
public record MemoryPlan(int[] arrayOf, List<DType> types, int[] sizes) {

    /**
     * A result that lives from the step that makes it to the last step that reads it, both included.
     *
     * @param dtype its element type
     * @param size its number of elements
     * @param birth the step that writes it
     * @param death the last step that reads it; at least birth
     * @param inPlaceOf an earlier result of the same type and size, last read by the step of this birth, whose array the
     *     step may overwrite; or -1
     */
    public record Lifetime(DType dtype, int size, int birth, int death, int inPlaceOf) {

        /** A result that takes over no other's array. */
        public Lifetime(DType dtype, int size, int birth, int death) {
            this(dtype, size, birth, death, -1);
        }
    }

    /** A plan for results in the order of their births. */
    public static MemoryPlan of(List<Lifetime> lifetimes) {
        int[] arrayOf = new int[lifetimes.size()];
        List<DType> types = new ArrayList<>();
        int[] sizes = new int[lifetimes.size()];
        int[] freeFrom = new int[lifetimes.size()];
        for (int r = 0; r < arrayOf.length; r++) {
            Lifetime lifetime = lifetimes.get(r);
            int best = lifetime.inPlaceOf() < 0 ? -1 : arrayOf[lifetime.inPlaceOf()];
            for (int a = 0; a < types.size() && lifetime.inPlaceOf() < 0; a++) {
                if (types.get(a) == lifetime.dtype() && freeFrom[a] <= lifetime.birth()) {
                    best = best < 0 || fitsBetter(sizes[a], sizes[best], lifetime.size()) ? a : best;
                }
            }
            if (best < 0) {
                best = types.size();
                types.add(lifetime.dtype());
            }
            arrayOf[r] = best;
            sizes[best] = Math.max(sizes[best], lifetime.size());
            freeFrom[best] = lifetime.death() + 1;
        }
        return new MemoryPlan(arrayOf, List.copyOf(types), Arrays.copyOf(sizes, types.size()));
    }

    /** The smallest that is large enough, else the largest. */
    private static boolean fitsBetter(int candidate, int best, int wanted) {
        if (candidate >= wanted && best >= wanted) {
            return candidate < best;
        }
        return candidate > best;
    }

    /** The bytes of all arrays. */
    public long bytes() {
        long bytes = 0;
        for (int a = 0; a < sizes.length; a++) {
            bytes += (long) sizes[a] * types.get(a).bytes();
        }
        return bytes;
    }
}
