package org.gaspard.datasets.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactorGrid;

/**
 * Pairs of combinations that share most factors, the weak supervision of [LPR20]: the first is uniform, the second
 * changes {@code k} factors, chosen uniformly among those that may change. Factors of a single position never change
 * and are not counted.
 *
 * <p>Source: [LPR20] section 3 (a pair shares all but {@code k} factors) and section 5 (unknown {@code k}).
 */
public final class PairSampler {

    private final FactorGrid grid;
    private final int[] candidates;
    private final Rule rule;
    private final int changes;

    private enum Rule {
        EXACT,
        UNIFORM,
        PUBLISHED
    }

    private PairSampler(FactorGrid grid, int[] candidates, Rule rule, int changes) {
        this.grid = grid;
        this.candidates = candidates;
        this.rule = rule;
        this.changes = changes;
    }

    /**
     * Exactly {@code k} factors differ.
     *
     * @throws IllegalArgumentException if {@code k} is not in [1, number of factors with several positions]
     */
    public static PairSampler changing(FactorGrid grid, int k) {
        return changing(grid, varying(grid), k);
    }

    /**
     * Exactly {@code k} of the given factors differ, the others agree. With one factor and {@code k = 1} a pair differs
     * in that factor alone.
     *
     * @throws IllegalArgumentException if {@code k} is not in [1, number of given factors], or a given factor is
     *     unknown, named twice, or has a single position
     */
    public static PairSampler changing(FactorGrid grid, int[] factors, int k) {
        int[] candidates = factors.clone();
        for (int i = 0; i < candidates.length; i++) {
            int factor = candidates[i];
            if (factor < 0
                    || factor >= grid.factors().size()
                    || grid.factors().get(factor).size() < 2) {
                throw new IllegalArgumentException(
                        "factor " + factor + " of " + grid.factors() + ", expected one with several positions");
            }
            if (IntStream.range(0, i).anyMatch(j -> candidates[j] == factor)) {
                throw new IllegalArgumentException("factor " + factor + " is named twice");
            }
        }
        if (k < 1 || k > candidates.length) {
            throw new IllegalArgumentException("k is " + k + ", expected 1 to " + candidates.length);
        }
        return new PairSampler(grid, candidates, Rule.EXACT, k);
    }

    /**
     * The number of differing factors is uniform in [1, d − 1] for {@code d} factors with several positions.
     *
     * @throws IllegalArgumentException if {@code d < 2}
     */
    public static PairSampler changingSome(FactorGrid grid) {
        return new PairSampler(grid, severalVarying(grid), Rule.UNIFORM, 0);
    }

    /**
     * The sampler of the published code of [LPR20]: {@code k} is uniform in [1, d − 1], then replaced by 1 in half of
     * the cases, and the {@code k} factors are drawn anew, which may give the position they had. What is reported as
     * changed are the factors drawn anew.
     *
     * @throws IllegalArgumentException if {@code d < 2}
     */
    public static PairSampler published(FactorGrid grid) {
        return new PairSampler(grid, severalVarying(grid), Rule.PUBLISHED, 0);
    }

    private static int[] varying(FactorGrid grid) {
        return IntStream.range(0, grid.factors().size())
                .filter(f -> grid.factors().get(f).size() > 1)
                .toArray();
    }

    private static int[] severalVarying(FactorGrid grid) {
        int[] varying = varying(grid);
        if (varying.length < 2) {
            throw new IllegalArgumentException(
                    "factors " + grid.factors() + ", expected at least two with several positions");
        }
        return varying;
    }

    /** A pair; O(number of factors). */
    public IndexPair sample(RandomGenerator random) {
        int k = switch (rule) {
            case EXACT -> changes;
            case UNIFORM -> random.nextInt(1, candidates.length);
            case PUBLISHED -> {
                int drawn = random.nextInt(1, candidates.length);
                yield random.nextBoolean() ? drawn : 1;
            }
        };
        int first = random.nextInt(grid.size());
        List<Integer> changed = subset(candidates, k, random);
        int second = first;
        for (int factor : changed) {
            second = rule == Rule.PUBLISHED
                    ? grid.with(
                            second,
                            factor,
                            random.nextInt(grid.factors().get(factor).size()))
                    : elsewhere(second, factor, random);
        }
        return new IndexPair(first, second, changed);
    }

    /** The other member of a pair of which one is given; for samplers of exactly {@code k} changes. */
    int step(int first, RandomGenerator random) {
        int second = first;
        for (int factor : subset(candidates, changes, random)) {
            second = elsewhere(second, factor, random);
        }
        return second;
    }

    /** {@code n} independent pairs. */
    public List<IndexPair> sample(int n, RandomGenerator random) {
        List<IndexPair> pairs = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            pairs.add(sample(random));
        }
        return pairs;
    }

    /** {@code k} of some numbers, uniform among all such choices, in ascending order. */
    private static List<Integer> subset(int[] numbers, int k, RandomGenerator random) {
        int[] order = numbers.clone();
        for (int i = 0; i < k; i++) {
            int j = random.nextInt(i, order.length);
            int taken = order[j];
            order[j] = order[i];
            order[i] = taken;
        }
        return IntStream.of(order).limit(k).sorted().boxed().toList();
    }

    /** The combination with a factor at another position, uniform among these. */
    private int elsewhere(int index, int factor, RandomGenerator random) {
        int now = grid.position(index, factor);
        int drawn = random.nextInt(grid.factors().get(factor).size() - 1);
        return grid.with(index, factor, drawn < now ? drawn : drawn + 1);
    }
}
