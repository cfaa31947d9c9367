package org.gaspard.models.terms.topology;

import org.gaspard.autodiff.nn.Conv2d;
import org.gaspard.autodiff.nn.ConvTranspose2d;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.models.Vae;
import org.gaspard.tensor.Parameter;
import org.gaspard.topology.loss.AxisChoice;

/**
 * The weight by which a decoder first multiplies its latents.
 *
 * @param weight the weight of the first layer
 * @param latentAxis which axis of the weight runs over the latents
 */
record DecoderInput(Parameter weight, int latentAxis) {

    /**
     * The weight of the first layer with parameters.
     *
     * @throws IllegalArgumentException if that is no layer with such a weight, or one for another number of latents
     */
    static DecoderInput of(Vae model) {
        Layer first = firstWithParameters(model.decoder());
        DecoderInput found = switch (first) {
            case Linear linear -> new DecoderInput(linear.weight(), 0);
            case Conv2d convolution -> new DecoderInput(convolution.weight(), 2);
            case ConvTranspose2d convolution -> new DecoderInput(convolution.weight(), 3);
            default ->
                throw new IllegalArgumentException("the decoder's first layer with parameters is a "
                        + first.getClass().getSimpleName()
                        + ", expected Linear, Conv2d or ConvTranspose2d: choose the axis in another way");
        };
        int inputs = found.weight.shape().extent(found.latentAxis);
        if (inputs != model.latents()) {
            throw new IllegalArgumentException("the decoder's first weight " + found.weight + " takes " + inputs
                    + " numbers, expected the " + model.latents() + " latents: choose the axis in another way");
        }
        return found;
    }

    private static Layer firstWithParameters(Layer decoder) {
        return switch (decoder) {
            case Sequential(var layers) ->
                layers.stream()
                        .filter(layer -> !layer.parameters().isEmpty())
                        .findFirst()
                        .map(DecoderInput::firstWithParameters)
                        .orElse(decoder);
            default -> decoder;
        };
    }

    AxisChoice choice(ForwardPass pass) {
        return AxisChoice.columnNorms(pass.value(weight), latentAxis);
    }
}
