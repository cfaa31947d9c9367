package org.gaspard.autodiff.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardPassTest {

    private static final RandomKey KEY = RandomKey.of(8);

    @Test
    void evaluationChangesNothing() {
        Layer network = new Sequential(new BatchNorm("bn", 3), new Dropout(0.5));
        ForwardPass pass = ForwardPass.evaluation();
        Tensor x = Tensor.of(new float[] {1, -2, 3}, 1, 3);
        assertThat(network.apply(x, pass).toDoubleArray()).containsExactly(new double[] {1, -2, 3}, within(1e-4));
        assertThat(pass.updates()).isEmpty();
    }

    @Test
    void updatesChangeBuffersOnlyWhenCommitted() {
        BatchNorm layer = new BatchNorm("bn", 1);
        ForwardPass pass = ForwardPass.training();
        layer.apply(Tensor.of(new float[] {1, 3}, 2, 1), pass);
        assertThat(layer.runningMean().tensor().item()).isZero();
        pass.commit();
        assertThat(layer.runningMean().tensor().item()).isCloseTo(0.2, within(1e-6));
        assertThat(layer.runningVariance().tensor().item()).isCloseTo(0.9 + 0.1 * 2, within(1e-6));
    }

    @Test
    void otherNumbersCanBeReadInThePlaceOfAParameter() {
        Linear layer = new Linear("fc", 1, 1, KEY, WeightInit.standard().withoutBias());
        Tensor x = Tensor.ones(1, 1);
        ForwardPass pass = ForwardPass.evaluation().with(layer.weight(), Tensor.full(7, 1, 1));
        assertThat(layer.apply(x, pass).item()).isEqualTo(7);
        assertThatThrownBy(() -> pass.with(layer.weight(), Tensor.ones(2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fc.weight")
                .hasMessageContaining("[2, 1]");
    }

    /** Both halves of an objective use one batch of draws, and a layer with statistics counts it once. */
    @Test
    void whatIsMadeOnceIsSharedWithinAPassAndNotBetweenPasses() {
        BatchNorm layer = new BatchNorm("bn", 2);
        Object owner = new Object();
        ForwardPass pass = ForwardPass.training(KEY);
        Tensor first =
                pass.once(owner, Tensor.class, () -> layer.apply(pass.nextKey().normal(DType.FLOAT32, 4, 2), pass));
        Tensor moved = pass.value(layer.runningMean());
        Tensor again = pass.with(layer.runningVariance(), Tensor.ones(2))
                .once(owner, Tensor.class, () -> layer.apply(Tensor.ones(4, 2), pass));
        assertThat(again).isSameAs(first);
        assertThat(pass.value(layer.runningMean())).isSameAs(moved);
        assertThat(pass.<Tensor>once(new Object(), Tensor.class, () -> Tensor.ones(1)))
                .isNotSameAs(first);
        assertThat(ForwardPass.training(KEY).<Tensor>once(owner, Tensor.class, () -> Tensor.ones(1)))
                .isNotSameAs(first);
    }

    @Test
    void dropoutKeepsTheMeanAndDrawsAnewAtEachUse() {
        Dropout layer = new Dropout(0.25);
        ForwardPass pass = ForwardPass.training(KEY);
        Tensor x = Tensor.ones(40, 100);
        Tensor first = layer.apply(x, pass);
        Tensor second = layer.apply(x, pass);
        assertThat(first.max().item()).isCloseTo(1 / 0.75, within(1e-6));
        assertThat(first.min().item()).isZero();
        assertThat(first.mean().item()).isCloseTo(1, within(0.04));
        assertThat(first.toFloatArray()).isNotEqualTo(second.toFloatArray());
        assertThat(layer.apply(x, ForwardPass.training(KEY)).toFloatArray()).isEqualTo(first.toFloatArray());
    }

    @Test
    void anEvaluatingPassReadsWhatTheTrainingPassWrote() {
        BatchNorm layer = new BatchNorm("bn", 1);
        ForwardPass training = ForwardPass.training();
        layer.apply(Tensor.of(new float[] {1, 3}, 2, 1), training);
        ForwardPass evaluating = training.evaluating();
        // The running mean is 0.2, the running variance 1.1.
        double found = layer.apply(Tensor.of(new float[] {2}, 1, 1), evaluating).item();
        assertThat(found).isCloseTo(1.8 / Math.sqrt(1.1), within(1e-5));
        assertThat(evaluating.isTraining()).isFalse();
        assertThat(evaluating.updates()).isEqualTo(training.updates()).hasSize(2);
    }

    @Test
    void anOwnerHasOneKeyInAPass() {
        Parameter owner = new Parameter("owner", Tensor.scalar(0.0));
        ForwardPass pass = ForwardPass.training(KEY);
        int[] before = pass.nextKey().words().toIntArray();
        int[] own = pass.keyOf(owner).words().toIntArray();
        int[] after = pass.nextKey().words().toIntArray();
        assertThat(pass.evaluating().keyOf(owner).words().toIntArray()).isEqualTo(own);
        Parameter other = new Parameter("owner", Tensor.scalar(0.0));
        assertThat(List.of(before, after, pass.keyOf(other).words().toIntArray()))
                .doesNotContain(own)
                .doesNotHaveDuplicates();
    }

    @Test
    void aRandomLayerNeedsAKey() {
        assertThatThrownBy(() -> new Dropout(0.5).apply(Tensor.ones(2), ForwardPass.training()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ForwardPass.training(key)");
    }

    /** Power iteration converges: the largest singular value of the weight that the layer reads becomes 1. */
    @Test
    void spectralNormMakesTheLargestSingularValueOne() {
        Linear linear = new Linear(
                "fc", 4, 3, KEY, WeightInit.standard().withDType(DType.FLOAT64).withoutBias());
        SpectralNorm layer = SpectralNorm.of(linear, KEY.child(1));
        for (int i = 0; i < 40; i++) {
            ForwardPass pass = ForwardPass.training();
            layer.apply(Tensor.full(linear.weight().tensor().type().withShape(Shape.of(1, 4)), 1), pass);
            pass.commit();
        }
        Tensor read = layer.apply(Tensor.identity(DType.FLOAT64, 4), ForwardPass.evaluation());
        double largest = LinearAlgebra.symmetricEigen(read.transposed().matmul(read))
                .values()
                .max()
                .item();
        assertThat(largest).isCloseTo(1, within(1e-6));
    }

    static Stream<Arguments> wrongInputs() {
        Conv2d conv = new Conv2d("conv", 3, 2, 3, 1, 1, KEY);
        return Stream.of(
                Arguments.of(new Linear("fc", 3, 2, KEY), Tensor.ones(2, 4), "fc.weight"),
                Arguments.of(new Linear("fc", 3, 2, KEY), Tensor.ones(3), "[..., 3]"),
                Arguments.of(new GroupedLinear("g", 2, 3, 2, KEY), Tensor.ones(1, 3, 3), "[N, 2, 3]"),
                Arguments.of(conv, Tensor.ones(1, 3, 8, 8), "[N, H, W, 3]"),
                Arguments.of(new ConvTranspose2d("up", 3, 2, 3, 1, 1, KEY), Tensor.ones(1, 8, 8, 2), "up.weight"),
                Arguments.of(new ConvTranspose2d("up", 3, 2, 2, 1, 1, KEY), Tensor.ones(1, 1, 1, 3), "vanish"),
                Arguments.of(new BatchNorm("bn", 3), Tensor.ones(1, 3), "more than one value"),
                Arguments.of(new BatchNorm("bn", 3), Tensor.ones(2, 4), "bn.running_mean"),
                Arguments.of(new LayerNorm("ln", 3), Tensor.ones(2, 4), "over [3]"),
                Arguments.of(new InstanceNorm2d(), Tensor.ones(2, 1, 1, 4), "several pixels"),
                Arguments.of(new Embedding("e", 3, 2, KEY), Tensor.ones(2), "int32"),
                Arguments.of(new Reshape(2, 2), Tensor.ones(2, 5), "[2, 2]"),
                Arguments.of(new Flatten(), Tensor.ones(2), "[N, ...]"));
    }

    @ParameterizedTest
    @MethodSource("wrongInputs")
    void wrongInputsAreNamed(Layer layer, Tensor x, String message) {
        assertThatThrownBy(() -> layer.apply(x, ForwardPass.training()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(x.shape().toString());
    }

    @Test
    void wrongLayersAreRefused() {
        Parameter weight = new Parameter("w", Tensor.ones(2, 3));
        Optional<Parameter> bias = Optional.of(new Parameter("b", Tensor.ones(2)));
        assertThatThrownBy(() -> new Linear(weight, bias)).hasMessageContaining("b : float32[2]");
        assertThatThrownBy(() -> new Embedding(bias.get())).hasMessageContaining("[count, dimension]");
        assertThatThrownBy(() -> new Dropout(1)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> new ConvTranspose2d(
                        "up", Shape.of(2, 2, 1, 1), ConvolutionGeometry.of(2, 0), 2, KEY, WeightInit.standard()))
                .hasMessageContaining("below the stride 2x2");
    }

    @Test
    void aSharedLayerCountsOnce() {
        Linear shared = new Linear("fc", 2, 2, KEY);
        assertThat(new Sequential(shared, new Activation.Relu(), shared).parameters())
                .isEqualTo(List.of(shared.weight(), shared.bias().orElseThrow()));
    }
}
