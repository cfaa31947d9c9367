package org.gaspard.models.terms;

import java.util.List;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * {@code ‖θ‖²}, the sum of the squares of the decoder's parameters: keeps a deterministic decoder smooth, the regulariser of
 * RAE-L2. Unlike the weight decay of an optimiser it is part of the loss.
 *
 * <p>Ghosh et al.: From variational to deterministic autoencoders. ICLR 2020, arXiv 1903.12436.
 *
 * @param biases whether parameters of one axis, biases and scales, count too
 */
public record DecoderWeightNorm(boolean biases) implements Term {

    @Override
    public String name() {
        return "decoder_weight_norm";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the decoder has no such parameters
     */
    @Override
    public Value value(VaePass pass) {
        List<Parameter> counted = pass.model().decoder().parameters().stream()
                .filter(p -> biases || p.shape().rank() > 1)
                .toList();
        if (counted.isEmpty()) {
            throw new IllegalArgumentException("the decoder has no weights, expected at least one");
        }
        return Value.of(counted.stream()
                .map(p -> pass.pass().value(p).square().sum())
                .reduce(Tensor::add)
                .orElseThrow());
    }
}
