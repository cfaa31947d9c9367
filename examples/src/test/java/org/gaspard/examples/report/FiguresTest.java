package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void numbersAreShort() {
        assertThat(Figures.text(0)).isEqualTo("0");
        assertThat(Figures.text(300_000)).isEqualTo("300000");
        assertThat(Figures.text(1 / 3.0)).isEqualTo("0.3333");
        assertThat(Figures.text(-12.5)).isEqualTo("−12.5");
        assertThat(Figures.text(123_456.7)).isEqualTo("123500");
        assertThat(Figures.text(0.0001)).isEqualTo("0.0001");
        assertThat(Figures.text(1.23456e-7)).isEqualTo("1.235e−7");
        assertThat(Figures.text(6.02214e23)).isEqualTo("6.022e23");
        assertThat(Figures.text(Double.NaN)).isEqualTo("NaN");
        assertThat(Figures.text(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
        assertThat(Figures.fixed(-0.125, 2)).isEqualTo("−0.13");
        assertThat(Figures.fixed(Double.NaN, 2)).isEqualTo("NaN");
    }

    @Test
    void ticksAreRoundNumbersInTheRange() {
        assertThat(Figures.ticks(0, 1, 5))
                .usingComparatorForType(FiguresTest::almost, Double.class)
                .containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
        assertThat(Figures.ticks(0.01, 2.2, 5)).containsExactly(0.5, 1.0, 1.5, 2.0);
        assertThat(Figures.ticks(-300, 450, 5)).containsExactly(-200.0, 0.0, 200.0, 400.0);
        assertThat(Figures.ticks(1e-6, 9e-6, 5).getFirst()).isCloseTo(2e-6, within(1e-15));
    }

    private static int almost(double a, double b) {
        return Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b);
    }
}
