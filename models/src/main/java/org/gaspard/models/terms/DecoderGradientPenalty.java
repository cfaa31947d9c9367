package org.gaspard.models.terms;

import java.util.Locale;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * How fast the mean image changes with the latents, {@code ‖J‖²} for {@code J = ∂D(z)/∂z} [pixels, d], averaged over the batch:
 * the regulariser of RAE-GP. The gradient is one of a gradient; it flows into the decoder and through the latents. It is taken
 * image by image, which needs a decoder that decodes each latent by itself (no batch normalisation).
 *
 * <p>Ghosh et al.: From variational to deterministic autoencoders. ICLR 2020, arXiv 1903.12436. What is squared
 * differs between programs, so it is a switch.
 *
 * @param measure what is squared
 */
public record DecoderGradientPenalty(Measure measure) implements Term {

    /** What is squared of the Jacobian. */
    public enum Measure {
        /** {@code ‖J‖_F²}: d forward derivatives, about 2d decoders. */
        FROBENIUS,
        /**
         * {@code ‖Jᵀv‖²} for standard normal v, drawn anew in each pass: one backward pass, with the mean {@code ‖J‖_F²}.
         */
        PROJECTED,
        /** {@code ‖Jᵀ1‖²}, the gradient of the sum of the pixels, as automatic differentiation gives it without more effort. */
        PIXEL_SUM
    }

    @Override
    public String name() {
        return "decoder_gradient_" + measure.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Value value(VaePass pass) {
        Tensor z = pass.latent();
        Tensor image = pass.reconstruction();
        Tensor squares = switch (measure) {
            case FROBENIUS -> frobenius(image, z);
            case PROJECTED ->
                squares(Autodiff.vjp(
                        image,
                        pass.pass()
                                .nextKey()
                                .normal(image.dtype(), image.shape().toArray()),
                        z));
            case PIXEL_SUM -> squares(Autodiff.vjp(image, Tensor.full(image.type(), 1), z));
        };
        return Value.of(squares.divide(z.extent(0)));
    }

    private static Tensor squares(Tensor gradient) {
        return gradient.square().sum();
    }

    private static Tensor frobenius(Tensor image, Tensor z) {
        int d = z.extent(1);
        Tensor axes = Tensor.identity(z.dtype(), d);
        Tensor sum = Tensor.full(new TensorType(Shape.scalar(), z.dtype()), 0);
        for (int k = 0; k < d; k++) {
            sum = sum.add(
                    squares(Autodiff.jvp(image, z, axes.index(0, k).expand(0).broadcastTo(z.shape()))));
        }
        return sum;
    }
}
