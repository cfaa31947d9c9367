package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Convolution;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Results are the same bits for any number of threads, and when several threads compute at once. */
class ThreadCountTest {

    /** Large enough that the kernels split their work. */
    private static Tensor[] results(RandomKey key, DType dtype) {
        Tensor x = key.normal(dtype, 300, 400);
        Tensor images = child(key, 1).normal(dtype, 4, 33, 31, 5);
        Tensor weights = child(key, 2).normal(dtype, 3, 3, 5, 17);
        Tensor convolved = Convolution.conv2d(images, weights, ConvolutionGeometry.of(2, 1));
        Tensor rows = child(key, 3).bits(8, 5000);
        Tensor wide = child(key, 4).normal(dtype, 5000, 20);
        return new Tensor[] {
            x.sum(),
            x.sum(0),
            x.exp().multiply(x).sum(1),
            x.multiply(2).add(x.sumKeep(1)).tanh(),
            x.matmul(x.transposed()),
            x.transposed().matmul(x).sum(0),
            convolved,
            Convolution.weightGradient(images, convolved, ConvolutionGeometry.of(2, 1), 3, 3),
            Convolution.transposed(convolved, weights, ConvolutionGeometry.of(2, 1), 33, 31),
            x.cumulativeSum(0),
            x.reshape(120_000).cumulativeSum(0),
            x.argMax(1),
            x.argSort(1),
            x.reshape(120_000).argMax(0),
            wide.scatterAdd(0, 256, rows),
            wide.gather(0, rows),
            x.transposed().add(1).pad(0, 1, 2),
            x.max()
        };
    }

    /** The products and convolutions that have kernels of their own, with what is joined to them. */
    private static Tensor[] products(RandomKey key, DType dtype) {
        Tensor images = key.normal(dtype, 5, 24, 20, 20);
        Tensor filters = child(key, 1).normal(dtype, 4, 4, 20, 33);
        ConvolutionGeometry halves = ConvolutionGeometry.of(2, 1);
        Tensor bias = child(key, 2).normal(dtype, 33);
        Tensor fast = Convolution.conv2d(images, filters, halves).add(bias).relu();
        Tensor thin = child(key, 3).normal(dtype, 5, 24, 20, 3);
        Tensor few = child(key, 4).normal(dtype, 4, 4, 3, 5);
        Tensor thinned = Convolution.conv2d(thin, few, halves);
        Tensor points = child(key, 5).normal(dtype, 1, 1, 20, 9);
        Tensor samples = child(key, 6).normal(dtype, 9000, 30);
        Tensor batch = child(key, 7).normal(dtype, 12, 70, 50);
        ConvolutionGeometry plain = ConvolutionGeometry.of(1, 0);
        return new Tensor[] {
            fast,
            Convolution.transposed(fast, filters, halves, 24, 20),
            Convolution.weightGradient(images, fast, halves, 4, 4),
            thinned,
            Convolution.transposed(thinned, few, halves, 24, 20),
            Convolution.weightGradient(thin, thinned, halves, 4, 4),
            Convolution.conv2d(images, points, plain),
            samples.transposed().matmul(samples),
            batch.matmul(batch.transposed()).maximum(0),
            Activations.softmax(samples, 1),
            samples.multiply(samples.mean(0)).sum(0),
            images.sum(0, 1, 2)
        };
    }

    /** A child whose number is part of the graph, so that the key is the only leaf. */
    private static RandomKey child(RandomKey key, int i) {
        return new RandomKey(Tensor.apply(new Generator.RandomBits(Shape.of(2), 32, 1, i), key.words()));
    }

    private static List<Storage> run(int threads, Graph graph, Storage key) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            List<Storage> out = IntStream.of(graph.outputs().toArray())
                    .mapToObj(graph::node)
                    .map(Node::type)
                    .map(type -> Storage.allocate(type.dtype(), type.shape().size()))
                    .toList();
            new CpuBackend(pool).compile(graph).run(List.of(key), out);
            return out;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void resultsDoNotDependOnTheNumberOfThreads(DType dtype) {
        RandomKey key = RandomKey.of(11);
        for (Tensor[] wanted : List.of(results(key, dtype), products(key, dtype))) {
            Graph graph = Plan.of(wanted).graph();
            List<Storage> expected = run(1, graph, key.words().storage());
            for (int threads : new int[] {2, 3, 5, 8}) {
                assertThat(run(threads, graph, key.words().storage())).isEqualTo(expected);
            }
        }
    }

    @Test
    void severalThreadsMayComputeAtOnce() throws Exception {
        List<float[]> expected =
                IntStream.range(0, 4).mapToObj(ThreadCountTest::sums).toList();
        try (var executor = Executors.newFixedThreadPool(4)) {
            List<Callable<float[]>> tasks = IntStream.range(0, 24)
                    .mapToObj(i -> (Callable<float[]>) () -> sums(i % 4))
                    .toList();
            List<Future<float[]>> found = executor.invokeAll(tasks);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).get()).isEqualTo(expected.get(i % 4));
            }
        }
    }

    private static float[] sums(int which) {
        Tensor x = RandomKey.of(which).normal(DType.FLOAT32, 100 + 50 * which, 300);
        return x.matmul(x.transposed()).tanh().sum(0).toFloatArray();
    }
}
