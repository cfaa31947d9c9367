package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of operations on the device. Each kernel is compiled anew, so by default every tenth case is taken; the
 * system property {@code gaspard.tornado.stride} sets another step, 1 for all.
 */
class TornadoOpTest {

    static Stream<OpCase> computed() {
        int stride = Integer.getInteger("gaspard.tornado.stride", 10);
        List<OpCase> all = OpCases.all().stream().filter(c -> !isRefused(c)).toList();
        return Stream.iterate(0, i -> i < all.size(), i -> i + stride).map(all::get);
    }

    static Stream<OpCase> refused() {
        return OpCases.all().stream().filter(TornadoOpTest::isRefused);
    }

    private static boolean isRefused(OpCase c) {
        return c.op() instanceof Decomposition || c.op() instanceof HostCall;
    }

    @ParameterizedTest
    @MethodSource("computed")
    void agreesWithTheReference(OpCase c) {
        for (DType dtype : c.dtypes()) {
            Tensor expected = Backend.with("reference", () -> computed(c, dtype));
            Tensor found = Backend.with("tornado", () -> computed(c, dtype));
            double tolerance = Closeness.tolerance(expected.dtype(), c.tolerance());
            Closeness.check("tornado " + dtype, found.storage(), expected.storage(), tolerance);
        }
    }

    private static Tensor computed(OpCase c, DType dtype) {
        return c.build().apply(c.inputs(dtype)).computedNow();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedByName(OpCase c) {
        List<Tensor> inputs = c.inputs(DType.FLOAT64);
        assertThatThrownBy(() -> Backend.with(
                        "tornado", () -> unused(c.build().apply(inputs).storage())))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(c.op().label());
    }

    private static int unused(Storage storage) {
        return storage.size();
    }
}
