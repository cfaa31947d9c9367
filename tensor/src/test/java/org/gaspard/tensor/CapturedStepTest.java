package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaspard.tensor.CapturedStep.Result;
import org.junit.jupiter.api.Test;

class CapturedStepTest {

    private static final TensorType PAIR = new TensorType(Shape.of(2), DType.FLOAT32);

    private static Tensor pair(float a, float b) {
        return Tensor.of(new float[] {a, b});
    }

    @Test
    void isAFunctionOfItsInputsTracedOnce() {
        AtomicInteger calls = new AtomicInteger();
        CapturedStep step = CapturedStep.capture(List.of(PAIR, PAIR), List.of(), in -> {
            calls.incrementAndGet();
            return new Result(List.of(in.get(0).subtract(in.get(1)), in.get(1).sum()), Map.of());
        });
        assertThat(step.run(pair(5, 6), pair(1, 2)).get(0).toFloatArray()).containsExactly(4, 4);
        assertThat(step.run(pair(1, 1), pair(2, 3)).get(1).item()).isEqualTo(5);
        assertThat(calls).hasValue(1);
        assertThat(step.explain()).isNotBlank();
    }

    @Test
    void readsAndUpdatesParameters() {
        Parameter p = new Parameter("p", pair(1, 2));
        CapturedStep step = CapturedStep.capture(
                List.of(PAIR),
                List.of(p),
                in -> new Result(List.of(p.tensor().sum()), Map.of(p, p.tensor().add(in.getFirst()))));
        assertThat(step.run(pair(1, 1)).getFirst().item()).isEqualTo(3);
        assertThat(p.tensor().toFloatArray()).containsExactly(2, 3);
        p.assign(pair(10, 20));
        assertThat(step.run(pair(1, 1)).getFirst().item()).isEqualTo(30);
        assertThat(p.tensor().toFloatArray()).containsExactly(11, 21);
    }

    @Test
    void updatesHappenTogether() {
        Parameter a = new Parameter("a", pair(1, 2));
        Parameter b = new Parameter("b", pair(3, 4));
        Map<Parameter, Tensor> exchange = new LinkedHashMap<>();
        exchange.put(a, b.tensor());
        exchange.put(b, a.tensor());
        CapturedStep step = CapturedStep.capture(List.of(), List.of(a, b), in -> new Result(List.of(), exchange));
        for (int i = 0; i < 5; i++) {
            step.run();
        }
        assertThat(a.tensor().toFloatArray()).containsExactly(3, 4);
        assertThat(b.tensor().toFloatArray()).containsExactly(1, 2);
    }

    @Test
    void updatesInPlaceUnlessSomebodySeesTheNumbers() {
        Parameter a = new Parameter("a", pair(1, 2));
        Parameter b = new Parameter("b", pair(3, 4));
        Tensor first = a.tensor();
        Map<Parameter, Tensor> updates = new LinkedHashMap<>();
        updates.put(a, a.tensor().add(b.tensor()));
        updates.put(b, b.tensor().subtract(a.tensor()));
        CapturedStep step = CapturedStep.capture(List.of(), List.of(a, b), in -> new Result(List.of(), updates));
        step.run();
        Storage between = b.storage();
        step.run();
        assertThat(b.storage()).isSameAs(between);
        assertThat(first.toFloatArray()).containsExactly(1, 2);
        Tensor seen = b.tensor();
        step.run();
        assertThat(seen.toFloatArray()).containsExactly(-2, -4);
        assertThat(a.tensor().toFloatArray()).containsExactly(4, 4);
        assertThat(b.tensor().toFloatArray()).containsExactly(-8, -12);
    }

    @Test
    void aRunThatFailsHalfWayLeavesTheParameters() {
        Parameter a = new Parameter("a", pair(1, 2));
        CapturedStep step = CapturedStep.capture(List.of(PAIR), List.of(a), in -> {
            HostCall failing = new HostCall(
                    (inputs, output) -> {
                        if (inputs.getFirst().get(0) < 0) {
                            throw new ArithmeticException("negative");
                        }
                    },
                    PAIR);
            return new Result(
                    List.of(Tensor.apply(failing, in.getFirst())),
                    Map.of(a, a.tensor().add(1)));
        });
        step.run(pair(1, 1));
        step.run(pair(1, 1));
        assertThatThrownBy(() -> step.run(pair(-1, 1))).isInstanceOf(ArithmeticException.class);
        assertThat(a.tensor().toFloatArray()).containsExactly(3, 4);
    }

    @Test
    void twoStepsShareAParameter() {
        Parameter p = new Parameter("p", pair(1, 2));
        CapturedStep doubling = CapturedStep.capture(
                List.of(),
                List.of(p),
                in -> new Result(List.of(), Map.of(p, p.tensor().multiply(2))));
        CapturedStep adding = CapturedStep.capture(
                List.of(),
                List.of(p),
                in -> new Result(List.of(p.tensor()), Map.of(p, p.tensor().add(1))));
        float expected = 1;
        for (int i = 0; i < 6; i++) {
            doubling.run();
            doubling.run();
            Tensor before = adding.run().getFirst();
            assertThat(before.toFloatArray()[0]).isEqualTo(4 * expected);
            expected = 4 * expected + 1;
        }
        assertThat(p.tensor().toFloatArray()[0]).isEqualTo(expected);
    }

    @Test
    void outputsOfEarlierRunsStay() {
        Parameter p = new Parameter("p", pair(1, 2));
        CapturedStep step = CapturedStep.capture(
                List.of(),
                List.of(p),
                in -> new Result(
                        List.of(p.tensor().add(1)), Map.of(p, p.tensor().add(1))));
        Tensor first = step.run().getFirst();
        Tensor second = step.run().getFirst();
        step.run();
        assertThat(first.toFloatArray()).containsExactly(2, 3);
        assertThat(second.toFloatArray()).containsExactly(3, 4);
    }

    @Test
    void otherLeavesKeepTheirNumbers() {
        Parameter notListed = new Parameter("frozen", pair(1, 2));
        Tensor constant = pair(10, 20);
        CapturedStep step = CapturedStep.capture(
                List.of(PAIR),
                List.of(),
                in -> new Result(List.of(in.getFirst().add(constant).add(notListed.tensor())), Map.of()));
        notListed.assign(pair(100, 100));
        assertThat(step.run(pair(0, 0)).getFirst().toFloatArray()).containsExactly(11, 22);
    }

    @Test
    void inputsThemselvesMayBeResults() {
        CapturedStep step = CapturedStep.capture(List.of(PAIR), List.of(), in -> new Result(in, Map.of()));
        Tensor given = pair(1, 2);
        Tensor back = step.run(given).getFirst();
        assertThat(back.toFloatArray()).containsExactly(1, 2);
        assertThat(back.storage()).isNotSameAs(given.storage());
    }

    @Test
    void inputsMayBeExpressionsAndTheParameterItself() {
        Parameter p = new Parameter("p", pair(1, 2));
        CapturedStep step = CapturedStep.capture(
                List.of(PAIR),
                List.of(p),
                in -> new Result(List.of(), Map.of(p, p.tensor().add(in.getFirst()))));
        step.run(p.tensor());
        step.run(p.tensor());
        step.run(p.tensor().negate().multiply(0.5));
        assertThat(p.tensor().toFloatArray()).containsExactly(2, 4);
    }

    @Test
    void randomKeysAreInputs() {
        CapturedStep step = CapturedStep.capture(
                List.of(RandomKey.type()),
                List.of(),
                in -> new Result(List.of(new RandomKey(in.getFirst()).uniform(DType.FLOAT32, 4)), Map.of()));
        for (int seed = 0; seed < 3; seed++) {
            float[] expected = RandomKey.of(seed).uniform(DType.FLOAT32, 4).toFloatArray();
            assertThat(step.run(RandomKey.of(seed).words()).getFirst().toFloatArray())
                    .containsExactly(expected);
        }
    }

    @Test
    void refusesWrongInputs() {
        CapturedStep step = CapturedStep.capture(List.of(PAIR), List.of(), in -> new Result(in, Map.of()));
        assertThatThrownBy(step::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the step takes 1 inputs [float32[2]], found 0");
        assertThatThrownBy(() -> step.run(Tensor.of(new float[] {1, 2, 3})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input 0 of the step is float32[2], found float32[3]");
    }

    @Test
    void refusesWrongUpdates() {
        Parameter p = new Parameter("weight", pair(1, 2));
        assertThatThrownBy(() -> new Result(List.of(), Map.of(p, Tensor.scalar(1f))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight : float32[2]")
                .hasMessageContaining("float32[]");
    }

    @Test
    void refusesToComputeAPlaceholderWhileCapturing() {
        assertThatThrownBy(() -> CapturedStep.capture(List.of(PAIR), List.of(), in -> {
                    in.getFirst().add(1).toFloatArray();
                    return new Result(in, Map.of());
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("while its step is being captured");
    }
}
