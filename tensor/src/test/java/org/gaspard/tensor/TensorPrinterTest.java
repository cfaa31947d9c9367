package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TensorPrinterTest {

    @Test
    void printsTypeAndNumbers() {
        assertThat(Tensor.scalar(1.5)).hasToString("float64[] 1.5000");
        assertThat(Tensor.of(new int[] {1, -2, 3, 4}, 2, 2)).hasToString("int32[2, 2] [[1, -2], [3, 4]]");
        assertThat(Tensor.of(new float[] {0.1f, Float.NaN})).hasToString("float32[2] [0.10000, NaN]");
        assertThat(Tensor.of(new float[0], 2, 0)).hasToString("float32[2, 0] [[], []]");
    }

    @Test
    void leavesOutTheMiddleOfLongAxes() {
        assertThat(Tensor.range(DType.INT32, 6)).hasToString("int32[6] [0, 1, 2, 3, 4, 5]");
        assertThat(Tensor.range(DType.INT32, 100)).hasToString("int32[100] [0, 1, 2, …, 97, 98, 99]");
    }

    @Test
    void computesWhatItPrints() {
        Tensor sum = Tensor.range(DType.INT32, 3).add(1);
        assertThat(sum).hasToString("int32[3] [1, 2, 3]");
        assertThat(sum.isComputed()).isTrue();
    }

    @Test
    void doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Tensor.of(new int[] {12})).hasToString("int32[1] [12]");
            assertThat(Tensor.scalar(1.5)).hasToString("float64[] 1.5000");
        } finally {
            Locale.setDefault(before);
        }
    }
}
