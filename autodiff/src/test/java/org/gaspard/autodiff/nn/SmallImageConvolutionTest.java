package org.gaspard.autodiff.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.tensor.Convolution;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions of images that are smaller than the window: taps that see padding alone are left out, and nothing changes. */
class SmallImageConvolutionTest {

    private static final RandomKey KEY = RandomKey.of(5);

    @ParameterizedTest
    @CsvSource({
        // height, width, kernel, strides, top, bottom, left, right, dilations
        "2, 2, 4, 2, 2, 1, 1, 1, 1, 1, 1",
        "1, 2, 4, 2, 2, 2, 1, 1, 1, 1, 1",
        "1, 1, 5, 1, 1, 2, 2, 2, 2, 1, 1",
        "2, 3, 5, 2, 1, 3, 0, 0, 3, 1, 1",
        "1, 1, 3, 3, 1, 0, 3, 4, 1, 1, 1",
        "2, 2, 3, 1, 1, 2, 2, 3, 2, 2, 2",
        "3, 1, 2, 2, 2, 0, 0, 2, 3, 1, 3",
        "8, 8, 4, 2, 2, 1, 1, 1, 1, 1, 1"
    })
    void agreesWithTheWholeWindow(
            int h, int w, int k, int sh, int sw, int top, int bottom, int left, int right, int dh, int dw) {
        ConvolutionGeometry geometry = new ConvolutionGeometry(sh, sw, top, bottom, left, right, dh, dw);
        Tensor x = KEY.child(0).normal(DType.FLOAT64, 2, h, w, 3).computedNow();
        Tensor window = KEY.child(1).normal(DType.FLOAT64, k, k, 3, 2).computedNow();
        Tensor whole = Tensor.apply(new Product.Conv2d(geometry), x, window);
        Tensor cut = Convolution.conv2d(x, window, geometry);
        assertThat(cut.shape()).isEqualTo(whole.shape());
        same(cut, whole);
        Tensor weights =
                KEY.child(2).normal(DType.FLOAT64, cut.shape().toArray()).computedNow();
        List<Tensor> expected = Autodiff.gradient(whole.dot(weights), List.of(x, window));
        List<Tensor> found = Autodiff.gradient(cut.dot(weights), List.of(x, window));
        same(found.get(0), expected.get(0));
        same(found.get(1), expected.get(1));
        GradientCheck.standard()
                .firstAndSecond(
                        in -> Convolution.conv2d(in.get(0), in.get(1), geometry)
                                .square()
                                .sum(),
                        x.slice(0, 0, 1).slice(3, 0, 1).computedNow(),
                        window.slice(2, 0, 1).slice(3, 0, 1).computedNow());
    }

    private static void same(Tensor found, Tensor expected) {
        double[] a = found.toDoubleArray();
        double[] b = expected.toDoubleArray();
        assertThat(a).hasSameSizeAs(b);
        for (int i = 0; i < a.length; i++) {
            assertThat(a[i]).isCloseTo(b[i], within(1e-13));
        }
    }

    /** 4 of 16 taps are left where a 4×4 window ends a 2×2 image, all of them on a larger one. */
    @Test
    void tapsOverThePaddingAloneAreLeftOut() {
        ConvolutionGeometry geometry = ConvolutionGeometry.of(2, 1);
        Tensor window = Tensor.ones(4, 4, 3, 2);
        assertThat(Plan.of(Convolution.conv2d(Tensor.ones(1, 2, 2, 3), window, geometry))
                        .explain())
                .contains("s2x2 p0");
        assertThat(Plan.of(Convolution.conv2d(Tensor.ones(1, 4, 4, 3), window, geometry))
                        .explain())
                .contains("s2x2 p1");
    }
}
