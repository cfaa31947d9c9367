package org.gaspard.benchmarks.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gaspard.benchmarks.cases.Kept;
import org.gaspard.benchmarks.cases.Pattern;
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

/** Matrix products of the shapes that models have, as they are and with either factor transposed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in setUp
public class ProductBenchmark {

    /** Rows, sum index and columns. */
    @Param({
        "256x256x256",
        "1024x1024x1024",
        "64x1024x256",
        "64x256x20",
        "64x10x256",
        "64x1000x1000",
        "65536x16x32",
        "16x65536x32"
    })
    public String shape;

    private Kept plain;
    private Kept leftTransposed;
    private Kept rightTransposed;

    /** Makes the factors. */
    @Setup
    public void setUp() {
        int[] extents = Stream.of(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        int m = extents[0];
        int k = extents[1];
        int n = extents[2];
        plain = new Kept(
                List.of(Pattern.numbers(1, m, k), Pattern.numbers(2, k, n)),
                in -> List.of(in.get(0).matmul(in.get(1))));
        leftTransposed = new Kept(
                List.of(Pattern.numbers(1, k, m), Pattern.numbers(2, k, n)),
                in -> List.of(in.get(0).transposed().matmul(in.get(1))));
        rightTransposed = new Kept(
                List.of(Pattern.numbers(1, m, k), Pattern.numbers(2, n, k)),
                in -> List.of(in.get(0).matmul(in.get(1).transposed())));
    }

    /** A B. */
    @Benchmark
    public void product() {
        plain.step();
    }

    /** Aᵀ B. */
    @Benchmark
    public void leftTransposed() {
        leftTransposed.step();
    }

    /** A Bᵀ. */
    @Benchmark
    public void rightTransposed() {
        rightTransposed.step();
    }
}
