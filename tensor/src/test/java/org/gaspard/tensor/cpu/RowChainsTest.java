package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reductions of rows and what follows them for each row: one kernel, the same numbers. */
class RowChainsTest {

    private static Tensor normal(DType dtype, int... shape) {
        Tensor drawn = RandomKey.of(5).normal(DType.FLOAT64, shape).cast(dtype);
        return Tensor.wrap(drawn.shape(), drawn.storage());
    }

    /** Functions of the rows of a matrix. */
    static Stream<Function<Tensor, Tensor>> ofRows() {
        return Stream.of(
                x -> Activations.softmax(x, 1),
                x -> Activations.logSoftmax(x, 1),
                x -> x.subtract(x.meanKeep(1)).square().sumKeep(1),
                x -> {
                    Tensor centred = x.subtract(x.meanKeep(1));
                    return centred.divide(centred.square().meanKeep(1).add(1e-5).sqrt());
                });
    }

    private static void same(Function<Tensor, Tensor> f, DType dtype, int... shape) {
        Tensor x = normal(dtype, shape);
        double[] expected = Backend.with("reference", () -> f.apply(x).toDoubleArray());
        double[] found = Backend.with("cpu", () -> f.apply(x).toDoubleArray());
        double relative = dtype == DType.FLOAT32 ? 1e-4 : 1e-11;
        close(found, expected, relative);
    }

    private static void close(double[] found, double[] expected, double relative) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i])
                    .as("element %s", i)
                    .isCloseTo(expected[i], within(relative * (1 + Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("ofRows")
    void agreeWithTheReference(Function<Tensor, Tensor> f) {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            for (int[] shape : new int[][] {
                {1, 1}, {3, 0}, {0, 3}, {7, 1}, {1, 9}, {3, 10}, {65, 17}, {200, 1000}, {3, 5000}, {2, 20000}
            }) {
                same(f, dtype, shape);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ofRows")
    void areOneKernel(Function<Tensor, Tensor> f) {
        Tensor x = normal(DType.FLOAT32, 65, 1000);
        assertThat(Backend.with("cpu", () -> Plan.of(f.apply(x)).explain()))
                .contains("1 kernels", "chain over 65 rows");
    }

    @Test
    void whatOnlyTheChainReadsIsNotStored() {
        Tensor x = normal(DType.FLOAT32, 65, 1000);
        assertThat(Backend.with("cpu", () -> Plan.of(Activations.softmax(x, 1)).explain()))
                .startsWith("cpu: 1 kernels, 0 arrays");
        Tensor exponentials = x.subtract(x.maxKeep(1)).exp();
        same(
                y -> y.subtract(y.maxKeep(1))
                        .exp()
                        .divide(y.subtract(y.maxKeep(1)).exp().sumKeep(1))
                        .add(exponentials),
                DType.FLOAT32,
                65,
                1000);
    }

    /** What reads other rows than its own cannot start before the chain has ended. */
    @Test
    void otherRowsAreWaitedFor() {
        List<Function<Tensor, Tensor>> mixing = List.of(
                x -> x.add(x.sumKeep(1).tanh().flip(0)),
                x -> x.add(x.max(1)),
                x -> x.add(Activations.softmax(x, 1).transposed()),
                x -> x.add(x.sumKeep(1).slice(0, 1, 2)),
                x -> x.add(x.sumKeep(1).sumKeep(0)));
        for (Function<Tensor, Tensor> f : mixing) {
            same(f, DType.FLOAT64, 40, 40);
        }
    }

    /** A parameter that is replaced by a function of its own rows, which only in part may be written over it. */
    @ParameterizedTest
    @MethodSource("ofRows")
    void replaceTheirOwnArgument(Function<Tensor, Tensor> f) {
        Tensor start = normal(DType.FLOAT64, 65, 300);
        List<Function<Tensor, Tensor>> updates =
                List.of(x -> x.multiply(f.apply(x)), x -> f.apply(x).add(x.tanh()));
        for (Function<Tensor, Tensor> update : updates) {
            Parameter parameter = new Parameter("rows", start);
            Backend.with("cpu", () -> {
                CapturedStep step = CapturedStep.capture(
                        List.of(),
                        List.of(parameter),
                        none -> new CapturedStep.Result(
                                List.of(), Map.of(parameter, update.apply(parameter.tensor()))));
                step.run();
                step.run();
                return step;
            });
            double[] expected = Backend.with(
                    "reference", () -> update.apply(update.apply(start)).toDoubleArray());
            close(parameter.tensor().toDoubleArray(), expected, 1e-11);
        }
    }

    /** Numbers that repeat along a row on either side of an operation, on both sides, and beside other uses of them. */
    @Test
    void numbersThatRepeatAreTakenOnce() {
        List<Function<Tensor, Tensor>> repeating = List.of(
                x -> x.subtract(column(x, 0)),
                x -> column(x, 0).divide(x.square().add(1)),
                x -> column(x, 1).multiply(column(x, 0)).add(x),
                x -> x.multiply(column(x, 0)).add(column(x, 0).tanh()),
                x -> Tensor.where(x.less(column(x, 2)), x, column(x, 0)),
                x -> x.maximum(column(x, 2).transposed().transposed()),
                x -> column(x, 0).sumKeep(1).subtract(x.add(column(x, 1)).sumKeep(1)));
        for (Function<Tensor, Tensor> f : repeating) {
            for (int[] shape : new int[][] {{5, 3}, {3, 63}, {3, 64}, {7, 129}, {2, 1500}, {40, 257}}) {
                same(f, DType.FLOAT32, shape);
                same(f, DType.FLOAT64, shape);
            }
        }
    }

    private static Tensor column(Tensor x, int index) {
        return x.slice(1, index, index + 1).broadcastTo(x.shape());
    }
}
