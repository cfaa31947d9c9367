package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.Convolution;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A step gives the same bits every time it runs: the first runs are interpreted, later ones are compiled while they
 * run, and no stage may round otherwise.
 */
class RepeatedStepTest {

    private static final int RUNS = 300;
    private static final ConvolutionGeometry HALVING = ConvolutionGeometry.of(2, 1);

    /** What a step of a convolutional variational autoencoder consists of, with sizes that leave tails everywhere. */
    private static List<Tensor> step(Tensor images, Tensor words) {
        DType dtype = images.dtype();
        RandomKey key = new RandomKey(words);
        Tensor kernel = key.child(1).normal(dtype, 4, 4, 3, 9).multiply(0.2);
        Tensor weights = key.child(2).normal(dtype, 5 * 6 * 9, 14).multiply(0.1);
        Tensor features = Convolution.conv2d(images, kernel, HALVING).add(0.1).relu();
        Tensor code = features.reshape(7, 5 * 6 * 9).matmul(weights);
        Tensor mean = code.slice(1, 0, 7).tanh();
        Tensor scale = code.slice(1, 7, 14).softplus();
        Tensor sample = mean.add(scale.multiply(key.child(3).normal(dtype, 7, 7)));
        Tensor hidden = sample.matmul(weights.slice(1, 0, 7).transposed()).sigmoid();
        Tensor output = Convolution.transposed(hidden.reshape(7, 5, 6, 9), kernel, HALVING, 10, 12);
        Tensor error = output.subtract(images);
        Tensor divergence =
                mean.square().add(scale.square()).subtract(scale.log()).sum(1);
        Tensor loss = error.square().sum(1, 2, 3).add(divergence).mean();
        return List.of(
                loss,
                sample,
                Convolution.weightGradient(images, features.multiply(hidden.reshape(7, 5, 6, 9)), HALVING, 4, 4),
                code.transposed().matmul(code.exp()),
                output.exp().sum(0, 1, 2),
                error.sum(0),
                Activations.softmax(code, 1).add(1).log().sum(),
                code.sin().add(code.cos()).multiply(code.abs().sqrt()).max(0));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void everyRunGivesTheSameBits(DType dtype) {
        Tensor images = RandomKey.of(5).normal(dtype, 7, 10, 12, 3);
        Tensor words = RandomKey.of(6).words();
        List<TensorType> types = List.of(images.type(), words.type());
        CapturedStep step = CapturedStep.capture(
                types, List.of(), in -> new CapturedStep.Result(step(in.get(0), in.get(1)), Map.of()));
        List<Tensor> first = step.run(images, words);
        assertThat(first.getFirst().toDoubleArray()[0]).isFinite().isPositive();
        for (int run = 1; run < RUNS; run++) {
            List<Tensor> next = step.run(images, words);
            for (int i = 0; i < first.size(); i++) {
                assertThat(next.get(i).storage())
                        .as("result %d of run %d", i, run)
                        .isEqualTo(first.get(i).storage());
            }
        }
    }
}
