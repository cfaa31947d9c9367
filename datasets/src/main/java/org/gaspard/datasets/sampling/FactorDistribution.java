package org.gaspard.datasets.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactorGrid;

/**
 * A distribution over the combinations of a grid, {@code p(c) ∝ Π_t w_t(c)}, from weights that each look at a few
 * factors: correlations of pairs, and constraints of the support. Without weights it is uniform.
 *
 * <p>Factors that share a weight form a block; the blocks are independent of each other. Each block keeps a table of
 * its combinations, so that probabilities are exact and a draw takes O(factors + log table).
 *
 * <p>Source: [TCK21] section 3 (correlated pairs); [RIA23] section 5 (several pairs, one factor with all others, and
 * removed combinations).
 */
public final class FactorDistribution {

    private final FactorGrid grid;
    private final List<FactorWeight> weights;
    private final List<FactorBlock> blocks;

    private FactorDistribution(FactorGrid grid, List<FactorWeight> weights) {
        this.grid = grid;
        this.weights = weights;
        this.blocks = FactorBlock.of(grid, weights);
    }

    /** All combinations alike. */
    public static FactorDistribution uniform(FactorGrid grid) {
        return new FactorDistribution(grid, List.of());
    }

    /**
     * This distribution with two factors correlated: {@code w(c₁, c₂) = exp(−(c₁ − c₂)² / (2σ²))} of positions that are
     * normalised to [0, 1], {@code c = position/(size − 1)}. That is {@code exp(−(c₁ − αc₂)² / (2σ²))} of the positions
     * themselves with {@code α = c₁max/c₂max} and σ in units of {@code c₁max}. Small σ is strong; published studies
     * take 0.04 to 0.7.
     *
     * @throws IllegalArgumentException if σ is not positive, the factors are equal or unknown, one has a single
     *     position, or no combination keeps a positive weight
     */
    public FactorDistribution correlated(int first, int second, double sigma) {
        return with(pair(first, second, sigma, false));
    }

    /** This distribution with two factors correlated the other way, {@code 1 − c₂} for {@code c₂}. */
    public FactorDistribution inverselyCorrelated(int first, int second, double sigma) {
        return with(pair(first, second, sigma, true));
    }

    /**
     * This distribution with a confounder: one factor correlated with each of the others that have several positions.
     * The table then has one entry for each combination.
     *
     * @throws IllegalArgumentException as {@link #correlated}
     */
    public FactorDistribution confounded(int factor, double sigma) {
        List<FactorWeight> added = new ArrayList<>(weights);
        for (int other = 0; other < grid.factors().size(); other++) {
            if (other != factor && grid.factors().get(other).size() > 1) {
                added.add(pair(factor, other, sigma, false));
            }
        }
        return new FactorDistribution(grid, added);
    }

    /**
     * This distribution without the combinations that a constraint refuses.
     *
     * @param factors the factors at which it looks, without repetition
     * @param keeps whether their positions, in the same order, are kept; a pure function
     * @throws IllegalArgumentException if a factor is unknown or named twice, or nothing is kept
     */
    public FactorDistribution constrained(int[] factors, Constraint keeps) {
        return with(new FactorWeight(factors.clone(), positions -> keeps.keeps(positions) ? 1 : 0).checked(grid));
    }

    /** Whether some positions are kept. */
    @FunctionalInterface
    public interface Constraint {
        /** Tells it for the positions of the factors of the constraint; the array must not be kept. */
        boolean keeps(int[] positions);
    }

    private FactorWeight pair(int first, int second, double sigma, boolean inverse) {
        if (!(sigma > 0)) {
            throw new IllegalArgumentException("sigma is " + sigma + ", expected above 0");
        }
        FactorWeight.requireVarying(grid, first);
        FactorWeight.requireVarying(grid, second);
        double sizeFirst = grid.factors().get(first).size() - 1;
        double sizeSecond = grid.factors().get(second).size() - 1;
        return new FactorWeight(new int[] {first, second}, positions -> {
                    double c2 = positions[1] / sizeSecond;
                    double gap = positions[0] / sizeFirst - (inverse ? 1 - c2 : c2);
                    return StrictMath.exp(-gap * gap / (2 * sigma * sigma));
                })
                .checked(grid);
    }

    private FactorDistribution with(FactorWeight weight) {
        List<FactorWeight> added = new ArrayList<>(weights);
        added.add(weight);
        return new FactorDistribution(grid, added);
    }

    /** The grid. */
    public FactorGrid grid() {
        return grid;
    }

    /**
     * The probability of a combination.
     *
     * @throws IndexOutOfBoundsException if the index is outside the grid
     */
    public double probability(int index) {
        Objects.checkIndex(index, grid.size());
        double free = grid.size();
        double product = 1;
        for (FactorBlock block : blocks) {
            free /= block.size();
            product *= block.probability(block.cell(index));
        }
        return product / free;
    }

    /** The probabilities of the positions of a factor. */
    public double[] marginal(int factor) {
        int size = grid.factors().get(factor).size();
        double[] marginal = new double[size];
        for (FactorBlock block : blocks) {
            if (block.holds(factor)) {
                for (int cell = 0; cell < block.size(); cell++) {
                    marginal[block.position(cell, factor)] += block.probability(cell);
                }
                return marginal;
            }
        }
        Arrays.fill(marginal, 1.0 / size);
        return marginal;
    }

    /** One combination. */
    public int sample(RandomGenerator random) {
        int index = random.nextInt(grid.size());
        for (FactorBlock block : blocks) {
            index = block.place(index, block.draw(random.nextDouble()));
        }
        return index;
    }

    /** {@code n} independent combinations. */
    public int[] sample(int n, RandomGenerator random) {
        int[] indices = new int[n];
        for (int i = 0; i < n; i++) {
            indices[i] = sample(random);
        }
        return indices;
    }

    /** The combinations of positive probability in ascending order; O(size of the grid). */
    public int[] support() {
        return IntStream.range(0, grid.size())
                .filter(index -> blocks.stream().allMatch(block -> block.probability(block.cell(index)) > 0))
                .toArray();
    }
}
