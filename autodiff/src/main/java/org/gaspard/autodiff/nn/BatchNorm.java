package org.gaspard.autodiff.nn;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * Batch normalisation: {@code γ (x - μ) / √(σ² + ε) + β} for each channel, the last axis. It serves vectors [N, C] and
 * images [N, H, W, C] alike.
 *
 * <p>In training, μ and σ² are the mean and the variance (divisor n) over all other axes, and the pass is told the new
 * running statistics {@code r ← (1 - momentum) r + momentum s}, where the variance has divisor n - 1, as in PyTorch. In
 * evaluation, μ and σ² are the running statistics.
 *
 * <p>Source: Ioffe and Szegedy, Batch Normalization, 2015.
 *
 * @param runningMean [C], starts at 0
 * @param runningVariance [C], starts at 1
 * @param affine γ and β, [C], if they are learned
 * @param momentum the weight of the new batch, 0.1 by default
 * @param epsilon ε, 1e-5 by default
 */
public record BatchNorm(
        Parameter runningMean, Parameter runningVariance, Optional<Affine> affine, double momentum, double epsilon)
        implements Layer {

    /** A float32 layer with learned scale and shift, momentum 0.1 and ε = 1e-5. */
    public BatchNorm(String name, int channels) {
        this(name, channels, 0.1, 1e-5, true, DType.FLOAT32);
    }

    /**
     * A layer whose parameters are name.weight and name.bias, if {@code affine}, and whose buffers are
     * name.running_mean and name.running_var.
     */
    public BatchNorm(String name, int channels, double momentum, double epsilon, boolean affine, DType dtype) {
        TensorType type = new TensorType(Shape.of(channels), dtype);
        this(
                new Parameter(name + ".running_mean", Tensor.full(type, 0)),
                new Parameter(name + ".running_var", Tensor.full(type, 1)),
                affine ? Optional.of(Affine.identity(name, type.shape(), dtype)) : Optional.empty(),
                momentum,
                epsilon);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException in training, if there is only one value for each channel
     */
    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        int channels = runningMean.shape().extent(0);
        Weights.input(x.rank() >= 2 && x.extent(-1) == channels, runningMean, "[N, ..., " + channels + "]", x);
        Tensor normal = pass.isTraining()
                ? byBatch(x, pass)
                : Standardisation.apply(x, pass.value(runningMean), pass.value(runningVariance), epsilon);
        return affine.map(a -> a.apply(normal, pass)).orElse(normal);
    }

    private Tensor byBatch(Tensor x, ForwardPass pass) {
        int channels = x.extent(-1);
        int count = x.size() / channels;
        Weights.input(count > 1, runningMean, "more than one value for each channel in training", x);
        int[] others = IntStream.range(0, x.rank() - 1).toArray();
        Tensor mean = x.meanKeep(others);
        Tensor variance = x.subtract(mean).square().meanKeep(others);
        double unbiased = count / (count - 1.0);
        blend(runningMean, mean.reshape(channels), pass);
        blend(runningVariance, variance.reshape(channels).multiply(unbiased), pass);
        return Standardisation.apply(x, mean, variance, epsilon);
    }

    private void blend(Parameter running, Tensor batch, ForwardPass pass) {
        Tensor old = pass.value(running);
        pass.update(running, old.multiply(1 - momentum).add(batch.multiply(momentum)));
    }

    @Override
    public List<Parameter> parameters() {
        return affine.map(Affine::parameters).orElse(List.of());
    }

    @Override
    public List<Parameter> buffers() {
        return List.of(runningMean, runningVariance);
    }
}
