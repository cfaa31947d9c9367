package org.gaspard.datasets.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairSamplerTest {

    private static final int DRAWS = 24_000;

    private final FactorGrid grid = new FactorGrid(List.of(
            Factor.of("one", 0),
            Factor.linear("a", 0, 1, 3),
            Factor.linear("b", 0, 1, 4),
            Factor.linear("c", 0, 1, 2),
            Factor.linear("d", 0, 1, 5)));

    private List<Integer> differing(IndexPair pair) {
        List<Integer> differing = new ArrayList<>();
        for (int f = 0; f < grid.factors().size(); f++) {
            if (grid.position(pair.first(), f) != grid.position(pair.second(), f)) {
                differing.add(f);
            }
        }
        return differing;
    }

    static double chiSquare(int[] counts, double[] probabilities, int draws) {
        double chi = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = probabilities[i] * draws;
            chi += expected == 0 ? counts[i] : (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        return chi;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void exactlyKFactorsDifferAndAllAlike(int k) {
        int[] counts = new int[5];
        for (IndexPair pair : PairSampler.changing(grid, k).sample(DRAWS, new SplittableRandom(k))) {
            assertThat(pair.changed()).hasSize(k).isEqualTo(differing(pair));
            pair.changed().forEach(f -> counts[f]++);
        }
        assertThat(counts[0]).isZero();
        for (int f = 1; f < 5; f++) {
            double expected = DRAWS * k / 4.0;
            // Five standard deviations of a binomial count.
            assertThat(Math.abs(counts[f] - expected)).isLessThanOrEqualTo(5 * Math.sqrt(expected * (1 - k / 4.0)));
        }
    }

    @Test
    void membersAreUniform() {
        int[] first = new int[grid.size()];
        int[] second = new int[grid.size()];
        double[] uniform = new double[grid.size()];
        Arrays.fill(uniform, 1.0 / grid.size());
        for (IndexPair pair : PairSampler.changing(grid, 2).sample(DRAWS, new SplittableRandom(9))) {
            first[pair.first()]++;
            second[pair.second()]++;
        }
        // The 0.9999 quantile of χ² with 119 degrees of freedom is 182.
        assertThat(chiSquare(first, uniform, DRAWS)).isLessThan(182);
        assertThat(chiSquare(second, uniform, DRAWS)).isLessThan(182);
    }

    @Test
    void aChosenFactorIsTheOnlyOneToDiffer() {
        int[] moves = new int[5];
        for (IndexPair pair : PairSampler.changing(grid, new int[] {4}, 1).sample(DRAWS, new SplittableRandom(2))) {
            assertThat(pair.changed()).containsExactly(4);
            assertThat(differing(pair)).containsExactly(4);
            moves[Math.floorMod(grid.position(pair.second(), 4) - grid.position(pair.first(), 4), 5)]++;
        }
        // The 0.9999 quantile of χ² with 3 degrees of freedom is 21.1.
        assertThat(chiSquare(moves, new double[] {0, 0.25, 0.25, 0.25, 0.25}, DRAWS))
                .isLessThan(21.1);
    }

    @Test
    void theNumberOfChangesHasItsDistribution() {
        int[] some = new int[5];
        int[] published = new int[5];
        int same = 0;
        for (int n = 0; n < DRAWS; n++) {
            SplittableRandom random = new SplittableRandom(n);
            IndexPair pair = PairSampler.changingSome(grid).sample(random);
            assertThat(pair.changed()).isEqualTo(differing(pair));
            some[pair.changed().size()]++;
            IndexPair drawn = PairSampler.published(grid).sample(random);
            assertThat(drawn.changed()).containsAll(differing(drawn));
            published[drawn.changed().size()]++;
            same += differing(drawn).isEmpty() ? 1 : 0;
        }
        // The 0.9999 quantile of χ² with 2 degrees of freedom is 18.4.
        assertThat(chiSquare(some, new double[] {0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 0}, DRAWS))
                .isLessThan(18.4);
        assertThat(chiSquare(published, new double[] {0, 2 / 3.0, 1 / 6.0, 1 / 6.0, 0}, DRAWS))
                .isLessThan(18.4);
        // k = 1 keeps its position with the mean of 1/3, 1/4, 1/2 and 1/5; more changes rarely keep all.
        assertThat(same / (double) DRAWS).isBetween(0.2, 0.26);
    }

    @Test
    void theSameGeneratorGivesTheSamePairs() {
        PairSampler sampler = PairSampler.changingSome(grid);
        assertThat(sampler.sample(50, new SplittableRandom(4))).isEqualTo(sampler.sample(50, new SplittableRandom(4)));
        assertThat(sampler.sample(50, new SplittableRandom(4)))
                .isNotEqualTo(sampler.sample(50, new SplittableRandom(5)));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PairSampler.changing(grid, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairSampler.changing(grid, 5))
                .withMessageContaining("1 to 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairSampler.changing(grid, new int[] {0}, 1))
                .withMessageContaining("several positions");
        assertThatIllegalArgumentException().isThrownBy(() -> PairSampler.changing(grid, new int[] {9}, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairSampler.changing(grid, new int[] {1, 2, 1}, 1))
                .withMessageContaining("twice");
        FactorGrid single = new FactorGrid(List.of(Factor.of("one", 0), Factor.of("a", 1, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> PairSampler.changingSome(single));
        assertThatIllegalArgumentException().isThrownBy(() -> PairSampler.published(single));
    }
}
