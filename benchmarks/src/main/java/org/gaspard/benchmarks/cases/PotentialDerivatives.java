package org.gaspard.benchmarks.cases;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.flow.FlowDerivatives;
import org.gaspard.models.flow.Potential;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * What training asks of a potential u with the Hessians H at a step of its flow: the gradient of
 * {@code Σ ‖∇u‖² + (Σ ∂u/∂t)² + Σ ‖H·1‖²}, sums over the batch, in its parameters. Differentiated, not written out, the last part takes three
 * derivatives.
 */
final class PotentialDerivatives {

    private static final float TIME = 2;

    private PotentialDerivatives() {}

    /** The loss and its gradients, with a potential as wide as there are latents. */
    static Workload of(FlowDerivatives.Method method, int batch, int latents) {
        Potential potential = Potential.of("potential", latents, RandomKey.of(1));
        Pattern.fill(100, potential.parameters());
        List<Tensor> inputs = List.of(Pattern.numbers(1, batch, latents), Tensor.scalar(TIME));
        return new Kept(inputs, in -> {
            FlowDerivatives u = FlowDerivatives.of(method, potential, in.get(0), in.get(1), ForwardPass.training());
            Tensor loss = u.gradient()
                    .square()
                    .sum()
                    .add(u.timeDerivative().sum().square())
                    .add(u.rowSums().square().sum());
            List<Tensor> leaves =
                    potential.parameters().stream().map(Parameter::tensor).toList();
            return Stream.concat(Stream.of(loss), Autodiff.gradient(loss, leaves).stream())
                    .toList();
        });
    }
}
