package org.gaspard.benchmarks.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gaspard.benchmarks.cases.Eager;
import org.gaspard.benchmarks.cases.Kept;
import org.gaspard.benchmarks.cases.Pattern;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whole expressions: what fusion, plans and the building of graphs cost and save. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@SuppressWarnings("NullAway.Init") // fields are set in setUp
public class GraphBenchmark {

    private Eager chain;
    private Eager rounds;
    private Kept softmax;

    /** Makes the inputs. */
    @Setup
    public void setUp() {
        chain = Eager.chain(1 << 20);
        rounds = Eager.rounds(50);
        softmax = new Kept(
                List.of(Pattern.numbers(1, 4096, 1000)), in -> List.of(Activations.softmax(in.getFirst(), -1)));
    }

    /** Ten elementwise operations on 2²⁰ numbers, built and computed. */
    @Benchmark
    public void chain() {
        chain.step();
    }

    /** 500 operations on numbers [64, 10], built and computed. */
    @Benchmark
    public void smallOperations() {
        rounds.step();
    }

    /** The same 500 operations, only built. */
    @Benchmark
    public Tensor smallOperationsBuilt() {
        return rounds.build();
    }

    /** The softmax of 4096 rows of 1000. */
    @Benchmark
    public void softmax() {
        softmax.step();
    }
}
