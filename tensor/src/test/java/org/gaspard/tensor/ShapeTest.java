package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

    private static Shape parse(String extents) {
        return extents.isBlank()
                ? Shape.scalar()
                : Shape.of(Arrays.stream(extents.trim().split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "3, '', 3",
        "2 3, 3, 2 3",
        "2 1, 3, 2 3",
        "1, 5, 5",
        "4 1 6, 5 1, 4 5 6",
        "0, 1, 0",
        "2 0, 1 1, 2 0"
    })
    void broadcastsByTheRulesOfNumPy(String a, String b, String common) {
        assertThat(Shape.broadcast(parse(a), parse(b))).isEqualTo(parse(common));
        assertThat(Shape.broadcast(parse(b), parse(a))).isEqualTo(parse(common));
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "2 3, 2", "0, 2", "4 2 3, 3 3"})
    void refusesWhatDoesNotBroadcast(String a, String b) {
        assertThatThrownBy(() -> Shape.broadcast(parse(a), parse(b)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes " + parse(a) + " and " + parse(b) + " do not broadcast");
    }

    @Test
    void arithmeticNamesTheOperationThatDoesNotBroadcast() {
        Tensor a = Tensor.zeros(2, 3);
        Tensor b = Tensor.zeros(2);
        assertThatThrownBy(() -> a.multiply(b))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("multiply: shapes [2, 3] and [2] do not broadcast");
        assertThatThrownBy(() -> a.broadcastTo(4, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes [2, 3] and [4, 3] do not broadcast");
        assertThatThrownBy(() -> a.broadcastTo(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 3] does not broadcast to [3]");
        assertThatThrownBy(() -> a.add(a.cast(DType.FLOAT64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("float32[2, 3]")
                .hasMessageContaining("float64[2, 3]")
                .hasMessageContaining("cast");
    }

    @Test
    void refusesMoreElementsThanAnArrayHolds() {
        assertThatThrownBy(() -> Shape.of(65536, 65536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[65536, 65536]");
        assertThatThrownBy(() -> Shape.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Shape.of(Integer.MAX_VALUE, 0, Integer.MAX_VALUE).size()).isZero();
        assertThatThrownBy(() -> Shape.of(2, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
    }

    @Test
    void paddingThatOverflowsIsRefused() {
        TensorType type = new TensorType(Shape.of(3), DType.FLOAT32);
        int huge = Integer.MAX_VALUE;
        for (Movement.Pad pad : List.of(
                new Movement.Pad(Ints.of(huge), Ints.of(huge), Ints.of(0)),
                new Movement.Pad(Ints.of(0), Ints.of(0), Ints.of(huge)))) {
            assertThatThrownBy(() -> pad.infer(List.of(type))).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void axesCountFromTheEnd() {
        Shape shape = Shape.of(2, 3, 4);
        assertThat(shape.axis(-1)).isEqualTo(2);
        assertThat(shape.extent(-3)).isEqualTo(2);
        assertThat(shape.strides()).containsExactly(12, 4, 1);
        assertThat(shape.with(1, 7)).isEqualTo(Shape.of(2, 7, 4));
        assertThatThrownBy(() -> shape.axis(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("axis 3")
                .hasMessageContaining("[2, 3, 4]");
    }

    @Test
    void elementsMustFillTheShape() {
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 3] has 6 elements, found 5");
    }
}
