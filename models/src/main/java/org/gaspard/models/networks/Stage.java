package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.BatchNorm;
import org.gaspard.autodiff.nn.Conv2d;
import org.gaspard.autodiff.nn.ConvTranspose2d;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.InstanceNorm2d;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.LayerNorm;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Padding;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.SpectralNorm;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/** One stage of a {@link Network}, as data. Shapes are those of one example: [H, W, C] or [n]. */
public sealed interface Stage {

    /**
     * The shape that this stage makes of {@code input}.
     *
     * @throws IllegalArgumentException that says what the stage takes, if it does not take such examples
     */
    Shape output(Shape input);

    /** The layer for inputs of the shape {@code input}, which {@link #output} must have taken. */
    Layer layer(String name, Shape input, RandomKey key, Initialisation init);

    /** The number of numbers that training changes in {@link #layer}. */
    default long parameterCount(Shape input, Initialisation init) {
        return 0;
    }

    /** A short description for tables and messages. */
    String label();

    /** What parameters are called, before the number of the stage among those of its kind; empty if there are none. */
    default String kind() {
        return "";
    }

    /** This stage under a name of its own. */
    default Named named(String name) {
        return new Named(name, this);
    }

    /**
     * A convolution with a square window, [H, W, C] to [H', W', channels]; see {@link Conv2d}.
     *
     * @param channels of the output
     * @param kernel the side of the window
     * @param geometry strides, padding, dilation
     * @param padding what the padding is filled with
     */
    record Convolution(int channels, int kernel, ConvolutionGeometry geometry, Padding padding) implements Stage {

        /** Checks the ranges. */
        public Convolution {
            Checks.atLeast("channels", channels, 1);
            Checks.atLeast("kernel", kernel, 1);
        }

        /** With zero padding. */
        public Convolution(int channels, int kernel, ConvolutionGeometry geometry) {
            this(channels, kernel, geometry, Padding.ZERO);
        }

        /** With the same stride and zero padding in both directions. */
        public Convolution(int channels, int kernel, int stride, int padding) {
            this(channels, kernel, ConvolutionGeometry.of(stride, padding));
        }

        @Override
        public Shape output(Shape input) {
            Inputs.image(input);
            int height = geometry.outputHeight(input.extent(0), kernel);
            int width = geometry.outputWidth(input.extent(1), kernel);
            Inputs.fits(height >= 1 && width >= 1, "images that its window fits into", input);
            return Shape.of(height, width, channels);
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            Shape window = Shape.of(kernel, kernel, input.extent(2), channels);
            return new Conv2d(name, window, geometry, padding, key, init.convolution());
        }

        @Override
        public long parameterCount(Shape input, Initialisation init) {
            return (long) kernel * kernel * input.extent(2) * channels + biases(init.convolution(), channels);
        }

        @Override
        public String label() {
            String edges = padding == Padding.REPLICATE ? ", edges replicated" : "";
            return "conv " + channels + ", " + kernel + "x" + kernel + " " + geometry.label() + edges;
        }

        @Override
        public String kind() {
            return "conv";
        }
    }

    /**
     * A transposed convolution with a square window, [H, W, C] to [H', W', channels]; see {@link ConvTranspose2d}.
     *
     * @param channels of the output
     * @param kernel the side of the window
     * @param geometry strides, padding and dilation of the convolution whose adjoint this is
     */
    record TransposedConvolution(int channels, int kernel, ConvolutionGeometry geometry) implements Stage {

        /** Checks the ranges. */
        public TransposedConvolution {
            Checks.atLeast("channels", channels, 1);
            Checks.atLeast("kernel", kernel, 1);
        }

        /** With the same stride and padding in both directions. */
        public TransposedConvolution(int channels, int kernel, int stride, int padding) {
            this(channels, kernel, ConvolutionGeometry.of(stride, padding));
        }

        @Override
        public Shape output(Shape input) {
            Inputs.image(input);
            ConvolutionGeometry g = geometry;
            int height =
                    (input.extent(0) - 1) * g.strideH() + g.dilationH() * (kernel - 1) + 1 - g.padTop() - g.padBottom();
            int width =
                    (input.extent(1) - 1) * g.strideW() + g.dilationW() * (kernel - 1) + 1 - g.padLeft() - g.padRight();
            Inputs.fits(height >= 1 && width >= 1, "images that do not vanish under its padding", input);
            return Shape.of(height, width, channels);
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            Shape window = Shape.of(kernel, kernel, channels, input.extent(2));
            return new ConvTranspose2d(name, window, geometry, 0, key, init.transposed());
        }

        @Override
        public long parameterCount(Shape input, Initialisation init) {
            return (long) kernel * kernel * input.extent(2) * channels + biases(init.transposed(), channels);
        }

        @Override
        public String label() {
            return "transposed conv " + channels + ", " + kernel + "x" + kernel + " " + geometry.label();
        }

        @Override
        public String kind() {
            return "conv";
        }
    }

    /**
     * A fully connected stage, from all numbers of an example, row by row with channels last, to [outputs].
     *
     * @param outputs the number of outputs
     */
    record Dense(int outputs) implements Stage {

        /** Checks the range. */
        public Dense {
            Checks.atLeast("outputs", outputs, 1);
        }

        @Override
        public Shape output(Shape input) {
            Inputs.fits(input.size() > 0, "at least one number", input);
            return Shape.of(outputs);
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            Linear linear = new Linear(name, input.size(), outputs, key, init.dense());
            return input.rank() == 1 ? linear : new Sequential(new Flatten(), linear);
        }

        @Override
        public long parameterCount(Shape input, Initialisation init) {
            return (long) input.size() * outputs + biases(init.dense(), outputs);
        }

        @Override
        public String label() {
            return "dense " + outputs;
        }

        @Override
        public String kind() {
            return "fc";
        }
    }

    /**
     * Examples of another shape and the same size.
     *
     * @param example the new shape
     */
    record Reshape(Shape example) implements Stage {

        /** The new shape. */
        public Reshape(int... example) {
            this(Shape.of(example));
        }

        @Override
        public Shape output(Shape input) {
            Inputs.fits(input.size() == example.size(), example.size() + " numbers", input);
            return example;
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            return new org.gaspard.autodiff.nn.Reshape(example);
        }

        @Override
        public String label() {
            return "reshape";
        }
    }

    /**
     * Some channels: those from {@code first} to before {@code end} of the last axis.
     *
     * @param first the first that stays
     * @param end after the last that stays
     */
    record Slice(int first, int end) implements Stage {

        /** Checks the order. */
        public Slice {
            if (first < 0 || end <= first) {
                throw new IllegalArgumentException(
                        "a slice must have 0 <= first < end, found first = " + first + ", end = " + end);
            }
        }

        @Override
        public Shape output(Shape input) {
            Inputs.fits(input.rank() > 0 && input.extent(-1) >= end, "at least " + end + " channels", input);
            return input.with(input.rank() - 1, end - first);
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            return (x, pass) -> x.slice(x.rank() - 1, first, end);
        }

        @Override
        public String label() {
            return "slice " + first + ":" + end;
        }
    }

    /**
     * A function of each number.
     *
     * @param function the function
     */
    record Nonlinearity(Activation function) implements Stage {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            return function;
        }

        @Override
        public String label() {
            return switch (function) {
                case Activation.LeakyRelu(double slope) -> "leaky relu " + slope;
                case Activation.Elu(double alpha) -> "elu " + alpha;
                default -> function.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            };
        }
    }

    /**
     * A normalisation with PyTorch's defaults: ε = 1e-5, momentum 0.1.
     *
     * @param over what is normalised together
     * @param affine whether a scale and a shift are learned
     */
    record Normalisation(Over over, boolean affine) implements Stage {

        /** What is normalised together. */
        public enum Over {
            /** Each channel over batch and pixels: {@link BatchNorm}. */
            BATCH,
            /** Each channel of each image over its pixels: {@link InstanceNorm2d}. */
            INSTANCE,
            /** Each example as a whole: {@link LayerNorm}. */
            LAYER
        }

        @Override
        public Shape output(Shape input) {
            switch (over) {
                case BATCH -> Inputs.fits(input.rank() == 1 || input.rank() == 3, "[H, W, C] or [n]", input);
                case INSTANCE -> {
                    Inputs.image(input);
                    Inputs.fits(input.extent(0) * input.extent(1) > 1, "images of several pixels", input);
                }
                case LAYER -> Inputs.fits(input.size() > 1, "several numbers", input);
            }
            return input;
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            int channels = input.extent(-1);
            return switch (over) {
                case BATCH -> new BatchNorm(name, channels, 0.1, 1e-5, affine, init.dtype());
                case INSTANCE ->
                    affine
                            ? new InstanceNorm2d(name, channels, 1e-5, init.dtype())
                            : new InstanceNorm2d(Optional.empty(), 1e-5);
                case LAYER -> new LayerNorm(name, input, 1e-5, affine, init.dtype());
            };
        }

        @Override
        public long parameterCount(Shape input, Initialisation init) {
            int each = over == Over.LAYER ? input.size() : input.extent(-1);
            return affine ? 2L * each : 0;
        }

        @Override
        public String label() {
            return over.name().toLowerCase(Locale.ROOT) + " norm" + (affine ? ", affine" : "");
        }

        @Override
        public String kind() {
            return "norm";
        }
    }

    /**
     * The vector [n] at every pixel of an image, with the pixel's coordinates as two more channels: [height, width, n + 2].
     * The last two channels are x and y, from -1 at the left and the top to 1 at the right and the bottom.
     *
     * <p>Source: [W19], algorithm 1.
     *
     * @param height of the image, at least 2
     * @param width of the image, at least 2
     */
    record SpatialBroadcast(int height, int width) implements Stage {

        /** Checks the ranges. */
        public SpatialBroadcast {
            if (height < 2 || width < 2) {
                throw new IllegalArgumentException(
                        "a broadcast needs at least 2x2 pixels, found " + height + "x" + width);
            }
        }

        @Override
        public Shape output(Shape input) {
            Inputs.fits(input.rank() == 1, "vectors [n]", input);
            return Shape.of(height, width, input.extent(0) + 2);
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            return BroadcastLayer.of(height, width, init.dtype());
        }

        @Override
        public String label() {
            return "broadcast with coordinates";
        }
    }

    /**
     * Pixels as logits, {@code ln (x / (1 − x))} of x limited to [ε, 1 − ε]: from [0, 1] to numbers of both signs.
     *
     * @param margin ε, above 0 and below ½
     */
    record Logit(double margin) implements Stage {

        /** Checks the range. */
        public Logit {
            if (!(margin > 0 && margin < 0.5)) {
                throw new IllegalArgumentException("margin must be above 0 and below 0.5, found " + margin);
            }
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            return (x, pass) -> {
                Tensor one = x.negate().add(1);
                return x.clamp(margin, 1 - margin)
                        .log()
                        .subtract(one.clamp(margin, 1 - margin).log());
            };
        }

        @Override
        public String label() {
            return "logit, margin " + margin;
        }
    }

    /**
     * The largest number of each channel in square windows, [H, W, C] to [H', W', C] with
     * {@code H' = ⌊(H + 2 padding − window) / stride⌋ + 1}. Windows that overlap the edges look at the pixels of the image alone.
     *
     * @param window the side of the windows
     * @param stride from one window to the next
     * @param padding by how much the first window begins before the image, below {@code window}
     */
    record MaxPooling(int window, int stride, int padding) implements Stage {

        /** Checks the ranges. */
        public MaxPooling {
            Checks.atLeast("window", window, 1);
            Checks.atLeast("stride", stride, 1);
            if (padding < 0 || padding >= window) {
                throw new IllegalArgumentException(
                        "padding must be from 0 to below the window " + window + ", found " + padding);
            }
        }

        @Override
        public Shape output(Shape input) {
            Inputs.image(input);
            boolean fits = windows(input.extent(0)) >= 1 && windows(input.extent(1)) >= 1;
            Inputs.fits(fits, "images that its window fits into", input);
            return Shape.of(windows(input.extent(0)), windows(input.extent(1)), input.extent(2));
        }

        private int windows(int side) {
            return Math.floorDiv(side + 2 * padding - window, stride) + 1;
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            return (x, pass) -> along(2, along(1, x));
        }

        /** A maximum over a square is one over its rows of one over its columns. */
        private Tensor along(int axis, Tensor x) {
            int side = x.extent(axis);
            // A pixel at the edge is in all windows that overlap it, so to repeat it changes no maximum.
            List<Tensor> parts = new ArrayList<>(Collections.nCopies(padding, x.slice(axis, 0, 1)));
            parts.add(x);
            parts.addAll(Collections.nCopies(padding, x.slice(axis, side - 1, side)));
            Tensor padded = Tensor.concatenate(axis, parts);
            int last = (windows(side) - 1) * stride;
            return IntStream.range(0, window)
                    .mapToObj(i -> padded.slice(axis, i, i + last + 1, stride))
                    .reduce(Tensor::maximum)
                    .orElseThrow();
        }

        @Override
        public String label() {
            return "max of " + window + "x" + window + " s" + stride + " p" + padding;
        }
    }

    /** The mean of each channel over all pixels, [H, W, C] to [C]. */
    record GlobalAverage() implements Stage {

        @Override
        public Shape output(Shape input) {
            Inputs.image(input);
            return Shape.of(input.extent(2));
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            return (x, pass) -> x.mean(1, 2);
        }

        @Override
        public String label() {
            return "mean over pixels";
        }
    }

    /**
     * A stage whose weight W is read as {@code W / σ}, σ being its largest singular value, so that its Lipschitz constant is at most
     * 1 for a fully connected stage: see {@link SpectralNorm}.
     *
     * @param stage a convolution, a transposed one, or a fully connected stage
     */
    record SpectrallyNormalised(Stage stage) implements Stage {

        /** Checks that there is one weight to normalise. */
        public SpectrallyNormalised {
            switch (stage) {
                case Convolution _, TransposedConvolution _, Dense _ -> {}
                default ->
                    throw new IllegalArgumentException(
                            "spectral normalisation is for convolutions and fully connected stages, found "
                                    + stage.label());
            }
        }

        @Override
        public Shape output(Shape input) {
            return stage.output(input);
        }

        @Override
        public Layer layer(String name, Shape input, RandomKey key, Initialisation init) {
            return normalised(stage.layer(name, input, key, init), key.child(0));
        }

        private static Layer normalised(Layer layer, RandomKey key) {
            return switch (layer) {
                case Linear linear -> SpectralNorm.of(linear, key);
                case Conv2d convolution -> SpectralNorm.of(convolution, key);
                case ConvTranspose2d convolution -> SpectralNorm.of(convolution, key);
                case Sequential(List<Layer> layers) ->
                    new Sequential(layers.stream()
                            .map(each -> each instanceof Flatten ? each : normalised(each, key))
                            .toList());
                default -> throw new IllegalStateException("a stage of a weight gave " + layer);
            };
        }

        @Override
        public long parameterCount(Shape input, Initialisation init) {
            return stage.parameterCount(input, init);
        }

        @Override
        public String label() {
            return stage.label() + ", spectral norm";
        }

        @Override
        public String kind() {
            return stage.kind();
        }
    }

    /**
     * A stage whose parameters have a given name instead of a number.
     *
     * @param name in the place of kind and number
     * @param stage the stage
     */
    record Named(String name, Stage stage) implements Stage {

        /** Checks that there is a name and something to name. */
        public Named {
            if (name.isEmpty() || stage.kind().isEmpty()) {
                throw new IllegalArgumentException(
                        "a name is for stages with parameters, found '" + name + "' for " + stage.label());
            }
        }

        @Override
        public Shape output(Shape input) {
            return stage.output(input);
        }

        @Override
        public Layer layer(String layerName, Shape input, RandomKey key, Initialisation init) {
            return stage.layer(layerName, input, key, init);
        }

        @Override
        public long parameterCount(Shape input, Initialisation init) {
            return stage.parameterCount(input, init);
        }

        @Override
        public String label() {
            return stage.label();
        }

        @Override
        public String kind() {
            return stage.kind();
        }
    }

    private static long biases(WeightInit init, int outputs) {
        return init.bias().isPresent() ? outputs : 0;
    }
}
