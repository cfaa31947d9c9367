package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {

    private static final int FIRST_COLOR = 0x0072b2;
    private static final int SECOND_COLOR = 0xd55e00;
    private static final int FIRST_COLOR_PALE = 0xaad0e6;

    private static final double[] STEPS =
            IntStream.range(0, 100).asDoubleStream().toArray();

    @Test
    void everySeriesIsDrawnInItsColour() {
        Picture chart = LineChart.titled("Loss")
                .axes("step", "nats")
                .size(500, 300)
                .draw(List.of(
                        new LineChart.Series("a", STEPS, STEPS),
                        new LineChart.Series(
                                "b",
                                STEPS,
                                Arrays.stream(STEPS).map(x -> 99 - x).toArray())));
        assertThat(chart.width()).isEqualTo(500);
        assertThat(chart.height()).isEqualTo(300);
        assertThat(PicturesAssert.count(chart.image(), FIRST_COLOR)).isGreaterThan(500);
        assertThat(PicturesAssert.count(chart.image(), SECOND_COLOR)).isGreaterThan(500);
        PicturesAssert.hasInkAndCleanBorder(chart.image(), 4);
    }

    @Test
    void smoothingKeepsThePaleValues() {
        double[] noisy = Arrays.stream(STEPS).map(x -> x % 2).toArray();
        var series = List.of(new LineChart.Series("a", STEPS, noisy));
        assertThat(PicturesAssert.count(LineChart.titled("").draw(series).image(), FIRST_COLOR_PALE))
                .isZero();
        assertThat(PicturesAssert.count(
                        LineChart.titled("").smoothing(0.9).draw(series).image(), FIRST_COLOR_PALE))
                .isGreaterThan(20);
    }

    @Test
    void smoothingIsAnUnbiasedMovingAverage() {
        double[] constant = new LineChart.Series(
                        "a", STEPS, Arrays.stream(STEPS).map(x -> 3).toArray())
                .smoothed(0.95)
                .y();
        assertThat(constant).containsOnly(new double[] {3}, within(1e-12));
        double[] smooth = new LineChart.Series("a", new double[] {0, 1}, new double[] {1, 4})
                .smoothed(0.5)
                .y();
        assertThat(smooth).containsExactly(new double[] {1, 3}, within(1e-12));
    }

    @Test
    void awkwardValuesStillGiveAChart() {
        double[] bad = {Double.NaN, -1, 0, Double.POSITIVE_INFINITY};
        double[] x = {1, 2, 3, 4};
        for (LineChart chart : List.of(
                LineChart.titled("t"), LineChart.titled("t").logarithmic().smoothing(0.5))) {
            PicturesAssert.hasInkAndCleanBorder(
                    chart.draw(List.of(new LineChart.Series("bad", x, bad))).image(), 4);
            PicturesAssert.hasInkAndCleanBorder(
                    chart.draw(List.of(new LineChart.Series("constant", x, new double[] {2, 2, 2, 2})))
                            .image(),
                    4);
            PicturesAssert.hasInkAndCleanBorder(
                    chart.draw(List.of(new LineChart.Series("one", new double[] {5}, new double[] {2})))
                            .image(),
                    4);
            PicturesAssert.hasInkAndCleanBorder(chart.draw(List.of()).image(), 4);
        }
    }

    @Test
    void manyLongNamesStayOnThePaper() {
        List<LineChart.Series> many = IntStream.range(0, 9)
                .mapToObj(i -> new LineChart.Series("a series with a long name, number " + i, STEPS, STEPS))
                .toList();
        PicturesAssert.hasInkAndCleanBorder(LineChart.titled("").draw(many).image(), 4);
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatThrownBy(() -> new LineChart.Series("a", new double[1], new double[2]))
                .hasMessageContaining("found 1 and 2");
        assertThatThrownBy(() -> LineChart.titled("").smoothing(1)).hasMessageContaining("smoothing");
        assertThatThrownBy(() -> LineChart.titled("").size(10, 10)).hasMessageContaining("10 × 10");
    }
}
