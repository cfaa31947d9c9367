package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class AnomalyTest {

    private static Tensor buildsALogarithm(Tensor x) {
        return x.log();
    }

    @Test
    void namesTheOperationAndThePlaceWhereItWasBuilt() {
        Anomaly.NotFiniteException found = catchThrowableOfType(
                Anomaly.NotFiniteException.class,
                () -> Anomaly.detect(() -> {
                    Tensor x = Tensor.of(new float[] {1, 2, -3});
                    return buildsALogarithm(x.add(1)).multiply(2).sum().item();
                }));
        assertThat(found).hasMessageContaining("log of type float32[3]").hasMessageContaining("NaN at element 2");
        assertThat(found.getCause().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("buildsALogarithm"));
    }

    @Test
    void saysSoWhenTheNodeWasBuiltOutside() {
        Tensor y = Tensor.of(new float[] {0}).reciprocal();
        assertThatThrownBy(() -> Anomaly.detect(y::item))
                .isInstanceOf(Anomaly.NotFiniteException.class)
                .hasMessageContaining("reciprocal")
                .cause()
                .hasMessageContaining("outside");
    }

    @Test
    void finiteComputationsPass() {
        double value =
                Anomaly.detect(() -> Tensor.of(new float[] {1, 2}).exp().sum().item());
        assertThat(value).isGreaterThan(10);
        assertThat(Anomaly.isOn()).isFalse();
    }

    @Test
    void infinityThatWasThereBeforeIsNotReported() {
        double infinity = Double.POSITIVE_INFINITY;
        Tensor given = Tensor.of(new double[] {1, infinity});
        assertThat(Anomaly.detect(() -> given.negate().min().item())).isEqualTo(-infinity);
        double constant =
                Anomaly.detect(() -> Tensor.scalar(3.0).minimum(infinity).add(1).item());
        assertThat(constant).isEqualTo(4);
    }

    @Test
    void lossesThatCompareWithInfinityPass() {
        double loss = Anomaly.detect(() -> {
            Tensor logits = Tensor.of(new double[] {1, 2, 3, 0, 0, 0}, 2, 3);
            return Losses.crossEntropy(logits, Tensor.of(new int[] {2, 0}))
                    .sum()
                    .item();
        });
        assertThat(loss).isBetween(1.0, 2.0);
    }

    @Test
    void notANumberFromInfinitiesIsReported() {
        Tensor masked = Tensor.of(new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY});
        assertThatThrownBy(() -> Anomaly.detect(
                        () -> masked.subtract(masked.maxKeep(0)).exp().sum().item()))
                .isInstanceOf(Anomaly.NotFiniteException.class)
                .hasMessageContaining("subtract of type float64[2] made NaN");
    }
}
