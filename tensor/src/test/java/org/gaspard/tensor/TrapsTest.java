package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Things that are easily done by mistake: they work as meant, or say what is wrong. */
class TrapsTest {

    private static final TensorType SCALAR = new TensorType(Shape.scalar(), DType.FLOAT64);

    @Test
    void lookingAtANumberWhileCapturingDoesNotFreezeIt() {
        Parameter p = new Parameter("p", Tensor.scalar(1.0));
        CapturedStep step = CapturedStep.capture(List.of(SCALAR), List.of(p), in -> {
            Tensor tenfold = p.tensor().multiply(10);
            assertThat(tenfold.item()).isEqualTo(10);
            return new CapturedStep.Result(
                    List.of(tenfold.add(in.getFirst())), Map.of(p, p.tensor().add(1)));
        });
        assertThat(step.run(Tensor.scalar(0.5)).getFirst().item()).isEqualTo(10.5);
        assertThat(step.run(Tensor.scalar(0.5)).getFirst().item()).isEqualTo(20.5);
        assertThat(step.run(Tensor.scalar(0.25)).getFirst().item()).isEqualTo(30.25);
    }

    @Test
    void whatFollowsFromNothingThatChangesIsComputedOnce() {
        int[] calls = {0};
        Tensor solved = Tensor.apply(new HostCall((in, out) -> ((Storage.Doubles) out).data()[0] = ++calls[0], SCALAR))
                .computedNow();
        CapturedStep step = CapturedStep.capture(
                List.of(SCALAR),
                List.of(),
                in -> new CapturedStep.Result(List.of(in.getFirst().add(solved)), Map.of()));
        assertThat(step.run(Tensor.scalar(1.0)).getFirst().item()).isEqualTo(2);
        assertThat(step.run(Tensor.scalar(2.0)).getFirst().item()).isEqualTo(3);
        assertThat(calls[0]).isEqualTo(1);
    }

    @Test
    void aCapturedStepIsCheckedInsideDetect() {
        assertThatThrownBy(() -> Anomaly.detect(() -> CapturedStep.capture(
                                List.of(SCALAR),
                                List.of(),
                                in -> new CapturedStep.Result(
                                        List.of(in.getFirst().log()), Map.of()))
                        .run(Tensor.scalar(-1.0))))
                .isInstanceOf(Anomaly.NotFiniteException.class)
                .hasMessageContaining("log");
    }

    @Test
    void indicesOutsideTheirLineAreRefused() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        for (int outside : new int[] {-1, 3, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            Tensor indices = Tensor.of(new int[] {1, outside}, 2, 1);
            assertThatThrownBy(() -> x.takeAlong(1, indices).storage()).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(x.takeAlong(1, Tensor.of(new int[] {2, 0}, 2, 1)).toDoubleArray())
                .containsExactly(3, 4);
        assertThatThrownBy(() ->
                        Losses.crossEntropy(x, Tensor.of(new int[] {0, 3})).storage())
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void childrenOfAKeyShareAPlanButNotTheirNumbers() {
        RandomKey key = RandomKey.of(3);
        assertThat(Plan.of(key.child(1).words()).graph())
                .isEqualTo(Plan.of(key.child(2).words()).graph());
        assertThat(key.child(1).words().toIntArray())
                .isNotEqualTo(key.child(2).words().toIntArray());
    }

    @Test
    void integersAreNotMixedWithFractions() {
        Tensor ints = Tensor.of(new int[] {2, 3});
        assertThatThrownBy(() -> ints.less(2.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2.5")
                .hasMessageContaining("int32");
        assertThatThrownBy(() -> ints.multiply(0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(ints::mean).hasMessageContaining("mean");
        assertThat(ints.multiply(2).toIntArray()).containsExactly(4, 6);
    }

    @Test
    void detachedTensorsForgetWhatTheyWereMadeOf() {
        Tensor x = Tensor.scalar(1.0).add(1);
        assertThat(x.detached().inputs()).isEmpty();
        assertThat(x.detached().item()).isEqualTo(2);
        assertThat(x.computedNow().inputs()).hasSize(2);
    }

    @Test
    void placesAreNamedAsTheyWereGiven() {
        Tensor x = Tensor.zeros(2, 3);
        assertThatThrownBy(() -> x.expand(7)).hasMessageContaining("7").hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> x.index(1, -9)).hasMessageContaining("-9");
        assertThatThrownBy(() -> Tensor.concatenate(0, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.concatenate(5, x)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.zeros(8, 4, 3).matmul(Tensor.zeros(5, 2)))
                .hasMessageContaining("[8, 4, 3]")
                .hasMessageContaining("[5, 2]");
    }
}
