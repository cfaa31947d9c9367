package org.gaspard.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * All combinations of the positions of some factors, numbered in row-major order (the last factor varies fastest):
 * {@code index = Σ_f position_f · base_f} with {@code base_f = Π_{g>f} size_g}. Every conversion is O(number of
 * factors) or O(1).
 */
public final class FactorGrid {

    private final List<Factor> factors;
    private final int[] bases;
    private final int size;

    /**
     * The grid over the given factors, the slowest first.
     *
     * @throws IllegalArgumentException if there are more than 2³¹ − 1 combinations
     */
    public FactorGrid(List<Factor> factors) {
        this.factors = List.copyOf(factors);
        this.bases = new int[factors.size()];
        long count = 1;
        for (int f = bases.length - 1; f >= 0; f--) {
            bases[f] = (int) count;
            count *= factors.get(f).size();
            if (count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("factors " + factors + " have more than 2³¹ − 1 combinations");
            }
        }
        this.size = (int) count;
    }

    /** The factors, the slowest first. */
    public List<Factor> factors() {
        return factors;
    }

    /** The number of combinations. */
    public int size() {
        return size;
    }

    /** The position of one factor in combination {@code index}. */
    public int position(int index, int factor) {
        Objects.checkIndex(index, size);
        return index / bases[factor] % factors.get(factor).size();
    }

    /** The positions of all factors in combination {@code index}. */
    public int[] positions(int index) {
        int[] positions = new int[bases.length];
        for (int f = 0; f < positions.length; f++) {
            positions[f] = position(index, f);
        }
        return positions;
    }

    /**
     * The index of a combination.
     *
     * @throws IllegalArgumentException if there are not as many positions as factors
     * @throws IndexOutOfBoundsException if a position is outside its factor
     */
    public int index(int... positions) {
        if (positions.length != bases.length) {
            throw new IllegalArgumentException(
                    "positions " + Arrays.toString(positions) + " do not name one for each of " + factors);
        }
        int index = 0;
        for (int f = 0; f < positions.length; f++) {
            index += checked(f, positions[f]) * bases[f];
        }
        return index;
    }

    /** The combination that differs from {@code index} in that {@code factor} is at {@code position}; O(1). */
    public int with(int index, int factor, int position) {
        return index + (checked(factor, position) - position(index, factor)) * bases[factor];
    }

    /**
     * {@code n} independent combinations, uniform among those in which {@code factor} is at {@code position}.
     *
     * @throws IndexOutOfBoundsException if the position is outside the factor
     */
    public int[] sampleFixed(int factor, int position, int n, RandomGenerator random) {
        checked(factor, position);
        int[] indices = random.ints(n, 0, size).toArray();
        Arrays.setAll(indices, i -> with(indices[i], factor, position));
        return indices;
    }

    private int checked(int factor, int position) {
        int extent = factors.get(factor).size();
        if (position < 0 || position >= extent) {
            throw new IndexOutOfBoundsException("position " + position + " is outside factor " + factors.get(factor));
        }
        return position;
    }
}
