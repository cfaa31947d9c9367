package org.gaspard.models.networks;

import java.util.Optional;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.tensor.DType;

/**
 * How the weights and biases of a network start, for each kind of stage. Normalisations always start as the identity.
 *
 * <p>"Fan in" is that of {@link org.gaspard.autodiff.nn.Fans}: inputs times window, and for a transposed convolution outputs
 * times window, as PyTorch counts.
 *
 * @param convolution of convolutions
 * @param transposed of transposed convolutions
 * @param dense of fully connected stages
 */
public record Initialisation(WeightInit convolution, WeightInit transposed, WeightInit dense) {

    /** Checks that there is one element type. */
    public Initialisation {
        if (convolution.dtype() != transposed.dtype() || convolution.dtype() != dense.dtype()) {
            throw new IllegalArgumentException("an initialisation has one element type, found convolution "
                    + convolution.dtype() + ", transposed " + transposed.dtype() + ", dense " + dense.dtype());
        }
    }

    /** The same for all stages. */
    public static Initialisation all(WeightInit init) {
        return new Initialisation(init, init, init);
    }

    /** PyTorch's defaults: weights and biases uniform within {@code ±1/√fan in}. */
    public static Initialisation pyTorch() {
        return all(WeightInit.standard());
    }

    /**
     * Weights of convolutions and fully connected stages {@code N(0, 0.02²)}, their biases 0; transposed convolutions keep
     * PyTorch's default. This is the "normal" initialisation of widely used FactorVAE and β-VAE programs and of TopDis
     * [Ba24]. That transposed convolutions are left out may not have been meant, since in PyTorch they are a class of their
     * own; published results were made with it.
     */
    public static Initialisation normal() {
        return exceptTransposed(Initialiser.normal(0, 0.02));
    }

    /**
     * Weights of convolutions and fully connected stages {@code N(0, 2 / fan in)}, their biases 0; transposed convolutions
     * keep PyTorch's default. That of ControlVAE [S20], after [H15].
     */
    public static Initialisation kaimingNormal() {
        return exceptTransposed(Initialiser.kaimingNormal(Initialiser.RELU_GAIN));
    }

    /**
     * All weights uniform within {@code ±√(6 / fan in)}, biases within {@code ±1/√fan in}: that of [R23], after [H15].
     */
    public static Initialisation kaimingUniform() {
        return all(WeightInit.standard().withWeight(Initialiser.kaimingUniform(Initialiser.RELU_GAIN)));
    }

    /**
     * All weights uniform within {@code ±√(6 / (fan in + fan out))}, biases 0: the default of TensorFlow's layers and so of
     * disentanglement_lib [L19], after [G10].
     */
    public static Initialisation glorotUniform() {
        return all(zeroBias(Initialiser.xavierUniform(1)));
    }

    private static Initialisation exceptTransposed(Initialiser weight) {
        return new Initialisation(zeroBias(weight), WeightInit.standard(), zeroBias(weight));
    }

    private static WeightInit zeroBias(Initialiser weight) {
        return new WeightInit(DType.FLOAT32, weight, Optional.of(Initialiser.constant(0)));
    }

    /** The element type of all parameters. */
    public DType dtype() {
        return dense.dtype();
    }

    /** This one in another element type. */
    public Initialisation withDType(DType other) {
        return new Initialisation(convolution.withDType(other), transposed.withDType(other), dense.withDType(other));
    }
}
