package org.gaspard.metrics.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReconstructionMetricsTest {

    private static final float[] PICTURES = {0, 1, 0.5f, 0.25f};
    private static final float[] OTHERS = {0.5f, 1, 0.5f, 0.75f};

    @Test
    void meanSquaredErrorIsTheMeanOverAllPixels() {
        assertThat(ReconstructionMetrics.meanSquaredError(PICTURES, OTHERS)).isEqualTo(0.125);
        assertThat(ReconstructionMetrics.meanSquaredError(PICTURES, PICTURES)).isZero();
    }

    @Test
    void crossEntropySumsPixelsAndAveragesPictures() {
        double first = Math.log(2) - Math.log(1 - 1e-7);
        double second = Math.log(2) - 0.25 * Math.log(0.75) - 0.75 * Math.log(0.25);
        assertThat(ReconstructionMetrics.binaryCrossEntropy(2, PICTURES, OTHERS))
                .isCloseTo((first + second) / 2, within(1e-12));
        assertThat(ReconstructionMetrics.binaryCrossEntropy(1, PICTURES, OTHERS))
                .isCloseTo(first + second, within(1e-12));
    }

    @Test
    void certainMistakesStayFinite() {
        float[] x = {1, 0};
        float[] p = {0, 1};
        assertThat(ReconstructionMetrics.binaryCrossEntropy(1, x, p)).isCloseTo(-2 * Math.log(1e-7), within(1e-8));
    }

    @Test
    void signalToNoiseRatioIsTheMeanOverPictures() {
        double expected = (10 * Math.log10(1 / 0.125) + 10 * Math.log10(1 / 0.125)) / 2;
        assertThat(ReconstructionMetrics.peakSignalToNoiseRatio(2, PICTURES, OTHERS, 1))
                .isCloseTo(expected, within(1e-12));
        float[] x = {0, 0, 0, 0};
        float[] y = {0.1f, 0.1f, 1, 1};
        assertThat(ReconstructionMetrics.peakSignalToNoiseRatio(2, x, y, 1)).isCloseTo(10, within(1e-6));
        assertThat(ReconstructionMetrics.peakSignalToNoiseRatio(2, x, y, 10)).isCloseTo(30, within(1e-6));
        assertThat(ReconstructionMetrics.peakSignalToNoiseRatio(1, x, x, 1)).isInfinite();
    }

    @Test
    void nanStaysNan() {
        float[] bad = {Float.NaN, 1, 1, 1};
        assertThat(ReconstructionMetrics.meanSquaredError(PICTURES, bad)).isNaN();
        assertThat(ReconstructionMetrics.binaryCrossEntropy(2, PICTURES, bad)).isNaN();
    }

    @Test
    void refusesShapesThatDisagree() {
        assertThatThrownBy(() -> ReconstructionMetrics.meanSquaredError(PICTURES, new float[3]))
                .hasMessageContaining("found 4 and 3");
        assertThatThrownBy(() -> ReconstructionMetrics.binaryCrossEntropy(3, PICTURES, OTHERS))
                .hasMessageContaining("batch")
                .hasMessageContaining("3");
        assertThatThrownBy(() -> ReconstructionMetrics.peakSignalToNoiseRatio(2, PICTURES, OTHERS, 0))
                .hasMessageContaining("peak");
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() ->
                        ReconstructionMetrics.binaryCrossEntropy(1, new float[] {0, 255}, new float[] {0.5f, 0.5f}))
                .hasMessage("pictures must be in [0, 1], found 255.0 at position 1");
        assertThatThrownBy(() -> ReconstructionMetrics.binaryCrossEntropy(1, new float[] {0, 1}, new float[] {-3, 7}))
                .hasMessage("probabilities must be in [0, 1], found -3.0 at position 0");
        for (double peak : new double[] {1e-200, 1e200, Double.POSITIVE_INFINITY, Double.NaN}) {
            assertThatThrownBy(() ->
                            ReconstructionMetrics.peakSignalToNoiseRatio(1, new float[] {0}, new float[] {1}, peak))
                    .hasMessageContaining("peak must be in [1.0E-45, 1.0E45]");
            assertThatThrownBy(() -> StructuralSimilarity.standard()
                            .mean(
                                    StructuralSimilarity.Layout.channelsFirst(1, 1, 11, 11),
                                    new float[121],
                                    new float[121],
                                    peak))
                    .hasMessageContaining("peak must be in [1.0E-45, 1.0E45]");
        }
        assertThatThrownBy(() -> StructuralSimilarity.Layout.channelsFirst(1 << 20, 3, 64, 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be at most 2147483647");
    }
}
