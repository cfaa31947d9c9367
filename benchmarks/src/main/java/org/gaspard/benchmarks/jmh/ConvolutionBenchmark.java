package org.gaspard.benchmarks.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gaspard.benchmarks.cases.Kept;
import org.gaspard.benchmarks.cases.Pattern;
import org.gaspard.tensor.Convolution;
import org.gaspard.tensor.ConvolutionGeometry;
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

/** Single convolutions: forward, and the gradients in images and weights. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in setUp
public class ConvolutionBenchmark {

    /** Batch, side, channels in and out, window, stride, padding. */
    @Param({
        "64,64,1,32,4,2,1",
        "64,32,32,32,4,2,1",
        "64,16,32,64,4,2,1",
        "64,8,64,64,4,2,1",
        "64,64,3,32,4,2,1",
        "64,32,32,32,3,1,1",
        "64,32,64,32,1,1,0"
    })
    public String layer;

    private Kept forward;
    private Kept imageGradient;
    private Kept weightGradient;

    /** Makes images, weights and gradients. */
    @Setup
    public void setUp() {
        int[] p = Stream.of(layer.split(",")).mapToInt(Integer::parseInt).toArray();
        int batch = p[0];
        int side = p[1];
        int window = p[4];
        ConvolutionGeometry geometry = ConvolutionGeometry.of(p[5], p[6]);
        int half = geometry.outputHeight(side, window);
        var x = Pattern.numbers(1, batch, side, side, p[2]);
        var w = Pattern.numbers(2, window, window, p[2], p[3]);
        var g = Pattern.numbers(3, batch, half, half, p[3]);
        forward = new Kept(List.of(x, w), in -> List.of(Convolution.conv2d(in.get(0), in.get(1), geometry)));
        imageGradient = new Kept(
                List.of(g, w), in -> List.of(Convolution.transposed(in.get(0), in.get(1), geometry, side, side)));
        weightGradient = new Kept(
                List.of(x, g),
                in -> List.of(Convolution.weightGradient(in.get(0), in.get(1), geometry, window, window)));
    }

    /** The convolution. */
    @Benchmark
    public void forward() {
        forward.step();
    }

    /** Its gradient in the images, which is a transposed convolution. */
    @Benchmark
    public void imageGradient() {
        imageGradient.step();
    }

    /** Its gradient in the weights. */
    @Benchmark
    public void weightGradient() {
        weightGradient.step();
    }
}
