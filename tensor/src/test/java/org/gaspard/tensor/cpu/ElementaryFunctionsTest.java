package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gaspard.tensor.UnaryOp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector kernels of elementary functions, against values of {@code src/test/oracles/elementary_functions.py}. */
class ElementaryFunctionsTest {

    private record Known(UnaryOp op, double x, double value, double rest) {}

    @Test
    void doubleIsWithinTwoUlp() throws IOException {
        SpanKernels kernels = new VectorSpanKernels();
        for (Known known : known()) {
            double[] y = {known.x()};
            kernels.unary(known.op(), y, 0, y, 0, 1);
            double error = Math.abs(y[0] - known.value() - known.rest());
            assertThat(error / Math.ulp(known.value()))
                    .as("%s(%s) = %s, found %s", known.op(), known.x(), known.value(), y[0])
                    .isLessThanOrEqualTo(2);
        }
    }

    /** eˣ changes its way where a result or a scale leaves the normal numbers; its bits must not depend on the way. */
    @Test
    void extremeExponentsLeaveTheirNeighboursAlone() {
        SpanKernels kernels = new VectorSpanKernels();
        for (int i = 0; i < 2000; i++) {
            double x = -708 + i * 0.708 + i * 0x1p-30;
            double[] alone = {x};
            kernels.unary(UnaryOp.EXP, alone, 0, alone, 0, 1);
            double[] beside = {x, -750, x, 720};
            kernels.unary(UnaryOp.EXP, beside, 0, beside, 0, beside.length);
            assertThat(beside).containsExactly(alone[0], 0, alone[0], Double.POSITIVE_INFINITY);
            float[] narrowAlone = {(float) x / 8.2f};
            float[] narrowBeside = {narrowAlone[0], -110, narrowAlone[0], 90};
            kernels.unary(UnaryOp.EXP, narrowAlone, 0, narrowAlone, 0, 1);
            kernels.unary(UnaryOp.EXP, narrowBeside, 0, narrowBeside, 0, narrowBeside.length);
            assertThat(narrowBeside).containsExactly(narrowAlone[0], 0, narrowAlone[0], Float.POSITIVE_INFINITY);
        }
    }

    /** Sines and cosines change their way at 2¹⁷ and 2²⁰, and an element must not care what stands beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"SIN", "COS"})
    void hugeArgumentsLeaveTheirNeighboursAlone(String name) {
        UnaryOp op = UnaryOp.valueOf(name);
        SpanKernels kernels = new VectorSpanKernels();
        double[] x = {0.5, 0x1p20, Math.nextUp(0x1p20), -3, 1e300, -1e22, 0x1p17, -0x1.8p17};
        double[] together = x.clone();
        kernels.unary(op, together, 0, together, 0, x.length);
        float[] narrow = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            narrow[i] = (float) Math.clamp(x[i], -1e30, 1e30);
        }
        float[] narrowTogether = narrow.clone();
        kernels.unary(op, narrowTogether, 0, narrowTogether, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            double[] alone = {x[i]};
            kernels.unary(op, alone, 0, alone, 0, 1);
            assertThat(together[i]).isEqualTo(alone[0]);
            assertThat(alone[0]).isCloseTo(op.apply(x[i]), offset(0x1p-52));
            float[] narrowAlone = {narrow[i]};
            kernels.unary(op, narrowAlone, 0, narrowAlone, 0, 1);
            assertThat(narrowTogether[i]).isEqualTo(narrowAlone[0]);
            assertThat((double) narrowAlone[0]).isCloseTo(op.apply(narrow[i]), offset(0x1p-23));
        }
    }

    /** The rule of {@link FloatMath} that keeps vectors off the heap. */
    @Test
    void noMethodOfAKernelTakesOrReturnsAVector() {
        List<Class<?>> kernels = List.of(
                FloatMath.class,
                FloatUnary.class,
                FloatBinary.class,
                FloatExponentials.class,
                FloatLogarithms.class,
                FloatTrigonometry.class,
                FloatReductions.class,
                DoubleMath.class,
                DoubleUnary.class,
                DoubleBinary.class,
                DoubleExponentials.class,
                DoubleLogarithms.class,
                DoubleTrigonometry.class,
                DoubleReductions.class,
                VectorSpanKernels.class);
        for (Class<?> type : kernels) {
            for (Method method : type.getDeclaredMethods()) {
                assertThat(Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes())))
                        .as("%s", method)
                        .noneMatch(t -> t.getName().startsWith("jdk.incubator.vector"));
            }
        }
    }

    private static List<Known> known() throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ElementaryFunctionsTest.class.getResourceAsStream("elementary.csv")),
                StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .map(line -> line.split(",", -1))
                    .map(row -> new Known(
                            UnaryOp.valueOf(row[0]),
                            Double.parseDouble(row[1]),
                            Double.parseDouble(row[2]),
                            Double.parseDouble(row[3])))
                    .toList();
        }
    }
}
