package org.gaspard.models.flow;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * A potential u(z, t) of latents and time, the network of the published program of [S23]. With n latents and the width h:
 *
 * <pre>{@code
 * e(t) = [sin ωt, cos ωt]       ω_i = 10000^(−i / (h/2 − 1)),  i = 0 … h/2 − 1
 * τ(t) = timeOut(gelu(timeIn(e(t))))                     h → h → h, the exact GELU
 * u    = tanh(output(tanh(fusion(tanh(space(z)) + τ))))   n → h → h → 1
 * }</pre>
 *
 * <p>So |u| ≤ 1. In the published program h = n, which is the default here; another width lets few latents have a potential that
 * is rich enough. There are {@code nh + 3h² + 5h + 1} parameters. A value costs {@code nh + h²} multiplications for each latent,
 * and {@code 2h²} for each time.
 *
 * <p>Time is a tensor, so that all steps are the same graph: a scalar [] for all latents, or one time for each, [N].
 *
 * @param space n → h, of the latents
 * @param timeIn h → h, of the embedded time
 * @param timeOut h → h
 * @param fusion h → h, of the sum of both
 * @param output h → 1
 */
public record Potential(Linear space, Linear timeIn, Linear timeOut, Linear fusion, Linear output) {

    private static final double LONGEST_PERIOD = 10_000;

    /** Checks that the layers fit together and have biases. */
    public Potential {
        int width = checkedWidth(space.weight().shape().extent(1));
        layer("timeIn", timeIn, width);
        layer("timeOut", timeOut, width);
        layer("fusion", fusion, width);
        layer("output", output, 1, width);
        biased("space", space);
    }

    private static void layer(String name, Linear layer, int width) {
        layer(name, layer, width, width);
    }

    private static void layer(String name, Linear layer, int out, int in) {
        Checks.same("the weight of " + name, layer.weight().shape(), Shape.of(in, out));
        biased(name, layer);
    }

    private static void biased(String name, Linear layer) {
        if (layer.bias().isEmpty()) {
            throw new IllegalArgumentException(name + " must have a bias, found none");
        }
    }

    private static int checkedWidth(int width) {
        if (width < 4 || width % 2 != 0) {
            throw new IllegalArgumentException(
                    "width, which is the number of latents unless it is given, must be even and at"
                            + " least 4 (time is embedded in as many sines as cosines), found " + width);
        }
        return width;
    }

    /** The published network: as wide as there are latents, in float32 and PyTorch's default initialisation. */
    public static Potential of(String name, int latents, RandomKey key) {
        return of(name, latents, latents, key, WeightInit.standard());
    }

    /**
     * A potential of another width, whose parameters start as {@code init} says and are called name.space.weight and so on.
     *
     * @throws IllegalArgumentException if the width is odd or below 4
     */
    public static Potential of(String name, int latents, int width, RandomKey key, WeightInit init) {
        Checks.atLeast("latents", latents, 1);
        checkedWidth(width);
        return new Potential(
                new Linear(name + ".space", latents, width, key.child(0), init),
                new Linear(name + ".time_in", width, width, key.child(1), init),
                new Linear(name + ".time_out", width, width, key.child(2), init),
                new Linear(name + ".fusion", width, width, key.child(3), init),
                new Linear(name + ".output", width, 1, key.child(4), init));
    }

    /** One potential for each of {@code count} transformations, called name0, name1, …, in PyTorch's default initialisation. */
    public static List<Potential> family(String name, int count, int latents, int width, RandomKey key) {
        Checks.atLeast("count", count, 1);
        return IntStream.range(0, count)
                .mapToObj(k -> of(name + k, latents, width, key.child(k), WeightInit.standard()))
                .toList();
    }

    /** n. */
    public int latents() {
        return space.weight().shape().extent(0);
    }

    /** h. */
    public int width() {
        return space.weight().shape().extent(1);
    }

    /** Of all layers, in their order. */
    public List<Parameter> parameters() {
        return Stream.of(space, timeIn, timeOut, fusion, output)
                .flatMap(layer -> layer.parameters().stream())
                .toList();
    }

    /**
     * u, [N].
     *
     * @param z [N, n]
     * @param t [] or [N]
     */
    public Tensor value(Tensor z, Tensor t, ForwardPass pass) {
        return ofColumn(z, column(z, t), pass);
    }

    /** u, [N], at times [1, 1] or [N, 1]. */
    Tensor ofColumn(Tensor z, Tensor times, ForwardPass pass) {
        Tensor u = output.apply(fused(positions(z, pass).add(clock(times, pass)), pass), pass)
                .tanh();
        return u.sum(-1);
    }

    /** The time as [1, 1] or [N, 1], after checks of both. */
    Tensor column(Tensor z, Tensor t) {
        if (z.rank() != 2 || z.extent(1) != latents()) {
            throw new IllegalArgumentException("z must be [N, " + latents() + "], found " + z.type());
        }
        boolean fits = t.rank() == 0 || (t.rank() == 1 && t.extent(0) == z.extent(0));
        if (!fits || t.dtype() != z.dtype()) {
            throw new IllegalArgumentException(
                    "t must be [] or [" + z.extent(0) + "] of " + z.dtype() + " as z, found " + t.type());
        }
        return t.reshape(t.size(), 1);
    }

    /** {@code tanh(space(z))}, [N, h]. */
    Tensor positions(Tensor z, ForwardPass pass) {
        return space.apply(z, pass).tanh();
    }

    /** {@code tanh(fusion(x))}, [N, h]. */
    Tensor fused(Tensor x, ForwardPass pass) {
        return fusion.apply(x, pass).tanh();
    }

    /** τ, [1, h] or [N, h]. */
    Tensor clock(Tensor times, ForwardPass pass) {
        return timeOut.apply(Activations.gelu(timeIn.apply(embedding(times), pass)), pass);
    }

    /** e, [1, h] or [N, h]. */
    Tensor embedding(Tensor times) {
        Tensor angles = times.multiply(frequencies(times.dtype()));
        return Tensor.concatenate(-1, angles.sin(), angles.cos());
    }

    /** ω, [1, h/2]. */
    Tensor frequencies(DType dtype) {
        int half = width() / 2;
        return Tensor.range(dtype, half)
                .multiply(-Math.log(LONGEST_PERIOD) / (half - 1))
                .exp()
                .reshape(1, half);
    }
}
