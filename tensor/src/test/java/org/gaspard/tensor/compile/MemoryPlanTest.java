package org.gaspard.tensor.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.compile.MemoryPlan.Lifetime;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {

    private static List<Lifetime> randomLifetimes(Random random) {
        List<Lifetime> lifetimes = new ArrayList<>();
        int step = 0;
        int count = random.nextInt(1, 40);
        for (int r = 0; r < count; r++) {
            step += random.nextInt(3);
            DType dtype = DType.values()[random.nextInt(3)];
            lifetimes.add(new Lifetime(dtype, random.nextInt(100), step, step + random.nextInt(8)));
        }
        return lifetimes;
    }

    @Test
    void resultsThatLiveAtTheSameTimeNeverShareAnArray() {
        Random random = new Random(1);
        for (int trial = 0; trial < 300; trial++) {
            List<Lifetime> lifetimes = randomLifetimes(random);
            MemoryPlan plan = MemoryPlan.of(lifetimes);
            long sum = 0;
            for (int r = 0; r < lifetimes.size(); r++) {
                Lifetime one = lifetimes.get(r);
                int array = plan.arrayOf()[r];
                assertThat(plan.types().get(array)).isEqualTo(one.dtype());
                assertThat(plan.sizes()[array]).isGreaterThanOrEqualTo(one.size());
                sum += (long) one.size() * one.dtype().bytes();
                for (int q = 0; q < r; q++) {
                    Lifetime other = lifetimes.get(q);
                    boolean meet = one.birth() <= other.death() && other.birth() <= one.death();
                    assertThat(meet && plan.arrayOf()[q] == array)
                            .as("%s and %s in one array", one, other)
                            .isFalse();
                }
            }
            assertThat(plan.bytes()).isLessThanOrEqualTo(sum);
            assertThat(plan.bytes()).isGreaterThanOrEqualTo(mostAlive(lifetimes));
        }
    }

    /** The bytes of all that is alive in the fullest step: no plan can do with less. */
    private static long mostAlive(List<Lifetime> lifetimes) {
        long most = 0;
        for (Lifetime at : lifetimes) {
            most = Math.max(
                    most,
                    lifetimes.stream()
                            .filter(l -> l.birth() <= at.birth() && at.birth() <= l.death())
                            .mapToLong(l -> (long) l.size() * l.dtype().bytes())
                            .sum());
        }
        return most;
    }

    @Test
    void aChainTakesTwoArrays() {
        List<Lifetime> chain = new ArrayList<>();
        for (int r = 0; r < 10; r++) {
            chain.add(new Lifetime(DType.FLOAT32, 7, r, r + 1));
        }
        MemoryPlan plan = MemoryPlan.of(chain);
        assertThat(plan.sizes()).containsExactly(7, 7);
        assertThat(plan.bytes()).isEqualTo(2 * 7 * 4);
    }

    @Test
    void theBestFittingFreeArrayIsTakenOrTheLargestGrows() {
        List<Lifetime> lifetimes = List.of(
                new Lifetime(DType.FLOAT64, 100, 0, 0),
                new Lifetime(DType.FLOAT64, 10, 0, 0),
                new Lifetime(DType.FLOAT64, 8, 1, 1),
                new Lifetime(DType.FLOAT64, 120, 2, 2),
                new Lifetime(DType.FLOAT32, 10, 3, 3));
        MemoryPlan plan = MemoryPlan.of(lifetimes);
        assertThat(plan.arrayOf()).containsExactly(0, 1, 1, 0, 2);
        assertThat(plan.sizes()).containsExactly(120, 10, 10);
    }

    @Test
    void nothingTakesNothing() {
        assertThat(MemoryPlan.of(List.of()).bytes()).isZero();
    }
}
