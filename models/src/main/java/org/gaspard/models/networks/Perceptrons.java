package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.tensor.Shape;

/** Multilayer perceptrons: fully connected layers with one activation between them and none at the end. */
public final class Perceptrons {

    private static final int RTD_WIDTH = 512;
    private static final List<Integer> IRVAE_HIDDEN = List.of(256, 256, 256, 256);

    private Perceptrons() {}

    /**
     * A perceptron. The last layer is named "out", the others "fc1", "fc2", ….
     *
     * @param input the shape of an example; images are flattened
     * @param hidden the sizes of the hidden layers
     * @param output the shape that the last layer's numbers are given
     */
    public static Network network(
            Shape input, List<Integer> hidden, Shape output, Activation activation, Initialisation initialisation) {
        List<Stage> stages = new ArrayList<>();
        for (int size : hidden) {
            stages.add(new Stage.Dense(size));
            stages.add(new Stage.Nonlinearity(activation));
        }
        stages.add(new Stage.Dense(output.size()).named("out"));
        if (output.rank() != 1) {
            stages.add(new Stage.Reshape(output));
        }
        return new Network(input, stages, initialisation);
    }

    /**
     * For small problems, such as maps between point clouds of the plane: two hidden layers of 64 with SiLU, which is smooth,
     * so that second derivatives exist. Weights start as PyTorch's defaults.
     */
    public static Network toy(int inputs, int outputs) {
        return network(
                Shape.of(inputs), List.of(64, 64), Shape.of(outputs), new Activation.Silu(), Initialisation.pyTorch());
    }

    /**
     * The autoencoder of RTD-AE [T23]: four hidden layers of 512, then the latents; the decoder mirrors it. The encoder
     * gives the latents themselves. The activation is ReLU and weights start as PyTorch's defaults; the sources at hand do
     * not say what the authors used.
     *
     * @param input the shape of an example; images are flattened
     */
    public static AutoencoderArchitecture topologicalAutoencoder(Shape input, int latents) {
        return autoencoder(input, List.of(RTD_WIDTH, RTD_WIDTH, RTD_WIDTH, RTD_WIDTH), latents);
    }

    /**
     * A plain autoencoder with ReLU, whose decoder has the hidden layers in reverse order. Weights start as PyTorch's
     * defaults.
     *
     * @param input the shape of an example; images are flattened
     * @param hidden the sizes of the encoder's hidden layers
     */
    public static AutoencoderArchitecture autoencoder(Shape input, List<Integer> hidden, int latents) {
        Activation relu = new Activation.Relu();
        Shape code = Shape.of(latents);
        return new AutoencoderArchitecture(
                network(input, hidden, code, relu, Initialisation.pyTorch()),
                network(code, hidden.reversed(), input, relu, Initialisation.pyTorch()));
    }

    /**
     * The variational autoencoder of [H17], table 1, row 1, for dSprites, which [L19] calls the fully connected
     * architecture: the encoder has hidden layers 1200, 1200 with ReLU, the decoder 1200, 1200, 1200 with tanh. Weights start
     * as in {@link Initialisation#glorotUniform}.
     *
     * @param input the shape of an image
     */
    public static AutoencoderArchitecture betaVae(Shape input, int latents) {
        Initialisation init = Initialisation.glorotUniform();
        return new AutoencoderArchitecture(
                network(input, List.of(1200, 1200), Shape.of(2 * latents), new Activation.Relu(), init),
                network(Shape.of(latents), List.of(1200, 1200, 1200), input, new Activation.Tanh(), init));
    }

    /**
     * The variational autoencoder of [Le22] for MNIST, from its published settings: four hidden layers of 256 with ReLU in both
     * networks. Other than all others here the decoder ends with the logistic function, for a Gaussian likelihood reads it.
     * Weights start as PyTorch's defaults.
     *
     * @param input the shape of an image
     */
    public static AutoencoderArchitecture irvae(Shape input, int latents) {
        Activation relu = new Activation.Relu();
        Initialisation init = Initialisation.pyTorch();
        Network decoder = network(Shape.of(latents), IRVAE_HIDDEN, input, relu, init)
                .then(new Stage.Nonlinearity(new Activation.Sigmoid()));
        return new AutoencoderArchitecture(network(input, IRVAE_HIDDEN, Shape.of(2 * latents), relu, init), decoder);
    }
}
