package org.gaspard.benchmarks.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gaspard.benchmarks.cases.Kept;
import org.gaspard.benchmarks.cases.Pattern;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.UnaryOp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One elementary function of 2²⁰ numbers in (0, 1). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in setUp
public class ElementwiseBenchmark {

    /** The function. */
    @Param({"SQRT", "EXP", "LOG", "TANH", "SIGMOID", "SOFTPLUS", "ERF", "SIN", "RELU"})
    public UnaryOp function;

    /** The element type. */
    @Param({"FLOAT32", "FLOAT64"})
    public DType dtype;

    /** How many. */
    @Param("1048576")
    public int count;

    private Kept apply;

    /** Makes the numbers. */
    @Setup
    public void setUp() {
        Tensor x = Pattern.numbers(1, count).multiply(0.49).add(0.5).cast(dtype).detached();
        apply = new Kept(List.of(x), in -> List.of(Tensor.apply(function, in.get(0))));
    }

    /** f(x). */
    @Benchmark
    public void apply() {
        apply.step();
    }
}
