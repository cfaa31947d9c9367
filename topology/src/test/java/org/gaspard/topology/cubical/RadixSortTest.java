package org.gaspard.topology.cubical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RadixSortTest {

    @Test
    void isTheStableOrderOfNumbers() {
        RandomGenerator random = Images.random(61);
        double[] special = {
            0, 1, -1, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY
        };
        for (int n : new int[] {0, 1, 2, 17, 256, 5000}) {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = switch (i % 3) {
                    case 0 -> special[random.nextInt(special.length)];
                    case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));
                    default -> random.nextInt(5) - 2;
                };
            }
            int[] expected = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> values[i]))
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(RadixSort.ascending(values)).isEqualTo(expected);
        }
    }
}
