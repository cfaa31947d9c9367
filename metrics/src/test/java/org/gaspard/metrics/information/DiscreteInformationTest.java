package org.gaspard.metrics.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiscreteInformationTest {

    private static final double TINY = 1e-13;

    @Test
    void entropyOfEqualFrequenciesIsTheLogarithmOfTheirNumber() {
        assertThat(DiscreteInformation.entropy(new int[] {1, 1, 2, 2, 3, 3})).isCloseTo(Math.log(3), within(TINY));
        assertThat(DiscreteInformation.entropy(new int[] {-5, -5})).isZero();
    }

    @Test
    void informationOfEqualAndOfIndependentLabels() {
        int[] x = {1, 2, 1, 2};
        int[] y = {2, 2, 1, 1};
        assertThat(DiscreteInformation.mutualInformation(x, x)).isCloseTo(Math.log(2), within(TINY));
        assertThat(DiscreteInformation.mutualInformation(x, y)).isZero();
    }

    @Test
    void informationIsTheSumOfEntropiesMinusTheJointEntropy() {
        var random = new Random(1);
        int[] x = random.ints(501, -3, 4).toArray();
        int[] y = Arrays.stream(x)
                .map(v -> Math.floorDiv(v + random.nextInt(3), 2))
                .toArray();
        int[] joint = new int[x.length];
        Arrays.setAll(joint, n -> 100 * x[n] + y[n]);
        double expected =
                DiscreteInformation.entropy(x) + DiscreteInformation.entropy(y) - DiscreteInformation.entropy(joint);
        assertThat(DiscreteInformation.mutualInformation(x, y)).isCloseTo(expected, within(1e-12));
        assertThat(DiscreteInformation.mutualInformation(y, x)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void namesOfLabelsDoNotMatter() {
        int[] x = {0, 1, 2, 0, 1, 2, 0};
        int[] y = {0, 1, 1, 0, 0, 1, 1};
        int[] renamed = Arrays.stream(x)
                .map(v -> new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1}[v])
                .toArray();
        assertThat(DiscreteInformation.mutualInformation(renamed, y))
                .isCloseTo(DiscreteInformation.mutualInformation(x, y), within(TINY));
    }

    @Test
    void refusesPointsThatDoNotMatch() {
        assertThatThrownBy(() -> DiscreteInformation.mutualInformation(new int[] {1}, new int[] {1, 2}))
                .hasMessageContaining("found 1 and 2");
        assertThatThrownBy(() -> DiscreteInformation.entropy(new int[0])).hasMessageContaining("empty");
    }
}
