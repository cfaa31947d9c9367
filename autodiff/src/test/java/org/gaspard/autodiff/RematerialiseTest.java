package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A deep chain of products whose intermediate results are kept, or computed twice. */
class RematerialiseTest {

    private static final int DEPTH = 24;
    private static final int SEGMENT = 6;
    private static final Pattern MEMORY = Pattern.compile("arrays of ([0-9.]+) KiB");

    private final Tensor x = RandomKey.of(1).normal(DType.FLOAT64, 32, 8).computedNow();
    private final List<Tensor> weights = weights();

    private static List<Tensor> weights() {
        List<Tensor> weights = new ArrayList<>();
        for (int i = 0; i < DEPTH; i++) {
            weights.add(RandomKey.of(2)
                    .child(i)
                    .normal(DType.FLOAT64, 8, 8)
                    .multiply(0.4)
                    .computedNow());
        }
        return weights;
    }

    /** {@code x ← tanh(x W)} for some weights. */
    private static Tensor layers(Tensor x, List<Tensor> weights) {
        Tensor y = x;
        for (Tensor w : weights) {
            y = y.matmul(w).tanh();
        }
        return y;
    }

    private static Tensor segments(Tensor x, List<Tensor> weights) {
        Tensor y = x;
        for (int from = 0; from < DEPTH; from += SEGMENT) {
            List<Tensor> inputs = new ArrayList<>(List.of(y));
            inputs.addAll(weights.subList(from, from + SEGMENT));
            y = Autodiff.rematerialise(xs -> layers(xs.getFirst(), xs.subList(1, xs.size())), inputs);
        }
        return y;
    }

    private List<Tensor> gradients(Tensor y) {
        List<Tensor> leaves = new ArrayList<>(weights);
        leaves.add(x);
        return Autodiff.gradient(y.square().sum(), leaves);
    }

    private static double kibibytes(List<Tensor> outputs) {
        Matcher found = MEMORY.matcher(Plan.of(outputs.toArray(Tensor[]::new)).explain());
        assertThat(found.find()).isTrue();
        return Double.parseDouble(found.group(1));
    }

    @Test
    void gradientsAreTheSame() {
        List<Tensor> kept = gradients(layers(x, weights));
        List<Tensor> again = gradients(segments(x, weights));
        for (int i = 0; i < kept.size(); i++) {
            assertThat(again.get(i).toDoubleArray()).containsExactly(kept.get(i).toDoubleArray(), within(1e-13));
        }
    }

    /** The inputs of the four segments, and the activations and cotangents of one, instead of all 24 activations. */
    @Test
    void lessMemoryIsNeeded() {
        double kept = kibibytes(gradients(layers(x, weights)));
        double again = kibibytes(gradients(segments(x, weights)));
        double one = x.size() * DType.FLOAT64.bytes() / 1024.0;
        assertThat(kept).isGreaterThan(DEPTH * one);
        assertThat(again).isLessThan((DEPTH / SEGMENT + 2 * SEGMENT + 1) * one);
    }

    @Test
    void secondDerivativesGoThroughIt() {
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> Autodiff.rematerialise(
                                in -> in.get(0).matmul(in.get(1)).tanh().sin(), xs),
                        x.slice(0, 0, 2).slice(1, 0, 3),
                        weights.getFirst().slice(0, 0, 3).slice(1, 0, 2));
    }
}
