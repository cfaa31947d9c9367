package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterTest {

    @Test
    void keepsNameShapeAndNumbers() {
        Parameter p = new Parameter("layer.weight", Tensor.of(new float[] {1, 2}, 1, 2));
        assertThat(p.name()).isEqualTo("layer.weight");
        assertThat(p.shape()).isEqualTo(Shape.of(1, 2));
        assertThat(p.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(p).hasToString("layer.weight : float32[1, 2]");
        assertThat(p.tensor().toFloatArray()).containsExactly(1, 2);
    }

    @Test
    void theLeafStaysTheSameObjectUntilTheNumbersChange() {
        Parameter p = new Parameter("p", Tensor.of(new float[] {1, 2}));
        Tensor leaf = p.tensor();
        assertThat(p.tensor()).isSameAs(leaf);
        p.assign(leaf.add(1));
        assertThat(p.tensor()).isNotSameAs(leaf);
    }

    @Test
    void assigningComputesAndDropsTheHistory() {
        Parameter p = new Parameter("p", Tensor.of(new float[] {1, 2}));
        for (int i = 0; i < 3; i++) {
            p.assign(p.tensor().multiply(2));
        }
        assertThat(p.tensor().op()).isInstanceOf(Op.Leaf.class);
        assertThat(p.tensor().toFloatArray()).containsExactly(8, 16);
    }

    @Test
    void startsWithoutTheHistoryOfItsInitialValue() {
        Parameter p = new Parameter("p", Tensor.of(new float[] {1, 2}).add(1));
        assertThat(p.tensor().op()).isInstanceOf(Op.Leaf.class);
        assertThat(p.tensor().toFloatArray()).containsExactly(2, 3);
    }

    @Test
    void leavesGivenOutNeverChange() {
        Tensor initial = Tensor.of(new float[] {1, 2});
        Parameter p = new Parameter("p", initial);
        Tensor first = p.tensor();
        Tensor pending = first.multiply(10);
        Tensor assigned = Tensor.of(new float[] {5, 6});
        p.assign(assigned);
        Tensor second = p.tensor();
        CapturedStep doubling = CapturedStep.capture(
                List.of(),
                List.of(p),
                in -> new CapturedStep.Result(List.of(), Map.of(p, p.tensor().multiply(2))));
        doubling.run();
        Tensor third = p.tensor();
        doubling.run();
        doubling.run();
        Tensor fourth = p.tensor();
        doubling.run();
        doubling.run();
        doubling.run();
        assertThat(initial.toFloatArray()).containsExactly(1, 2);
        assertThat(first.toFloatArray()).containsExactly(1, 2);
        assertThat(pending.toFloatArray()).containsExactly(10, 20);
        assertThat(assigned.toFloatArray()).containsExactly(5, 6);
        assertThat(second.toFloatArray()).containsExactly(5, 6);
        assertThat(third.toFloatArray()).containsExactly(10, 12);
        assertThat(fourth.toFloatArray()).containsExactly(40, 48);
        assertThat(p.tensor().toFloatArray()).containsExactly(320, 384);
    }

    @Test
    void refusesAnotherType() {
        Parameter p = new Parameter("weight", Tensor.of(new float[] {1, 2}));
        assertThatThrownBy(() -> p.assign(Tensor.of(new float[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter weight is float32[2], cannot hold float32[1]");
        assertThatThrownBy(() -> p.assign(Tensor.of(new double[] {1, 2})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("float64[2]");
    }
}
