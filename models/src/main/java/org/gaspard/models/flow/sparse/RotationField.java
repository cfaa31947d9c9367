package org.gaspard.models.flow.sparse;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * The part of a flow that shall have no divergence, a network of the latents alone. With A [n, h] and B [h, n],
 *
 * <pre>{@code
 * h = tanh(zA + a)     r = tanh(hB + b)
 * J = ∂r/∂z,   J_ij = (1 − r_i²) Σ_m B_mi (1 − h_m²) A_jm
 * ∇·r = tr J = Σ_m (1 − h_m²) Σ_i A_im B_mi (1 − r_i²)
 * }</pre>
 *
 * <p>Nothing makes it free of divergence but the penalty {@code E (∇·r)²}; the published program has the same network with h = n and
 * differentiates n times for the trace. Costs are multiplications for each latent beyond the {@code 2nh} of the value.
 *
 * @param in n → h
 * @param out h → n
 */
public record RotationField(Linear in, Linear out) {

    /** Checks that the layers fit together. */
    public RotationField {
        int latents = in.weight().shape().extent(0);
        int width = in.weight().shape().extent(1);
        Checks.same("the weight of out", out.weight().shape(), Shape.of(width, latents));
    }

    /** One for each of {@code count} flows in float32, called name0, name1, …, in PyTorch's default initialisation. */
    public static List<RotationField> family(String name, int count, int latents, int width, RandomKey key) {
        Checks.atLeast("count", count, 1);
        return IntStream.range(0, count)
                .mapToObj(k -> new RotationField(
                        new Linear(
                                name + k + ".in", latents, width, key.child(k).child(0), WeightInit.standard()),
                        new Linear(
                                name + k + ".out", width, latents, key.child(k).child(1), WeightInit.standard())))
                .toList();
    }

    /** n. */
    public int latents() {
        return in.weight().shape().extent(0);
    }

    /** Of both layers. */
    public List<Parameter> parameters() {
        return Stream.of(in, out).flatMap(layer -> layer.parameters().stream()).toList();
    }

    /** r, [N, n]. */
    public Tensor value(Tensor z, ForwardPass pass) {
        return out.apply(hidden(z, pass), pass).tanh();
    }

    private Tensor hidden(Tensor z, ForwardPass pass) {
        return in.apply(z, pass).tanh();
    }

    /** ∇·r, [N]; {@code nh}. */
    public Tensor divergence(Tensor z, ForwardPass pass) {
        Tensor products = pass.value(in.weight()).transposed().multiply(pass.value(out.weight()));
        Tensor through = slope(hidden(z, pass)).matmul(products);
        return through.multiply(slope(value(z, pass))).sum(-1);
    }

    /** J, [N, n, n], whose rows are gradients; {@code n²h}. */
    public Tensor jacobian(Tensor z, ForwardPass pass) {
        Tensor rows = pass.value(out.weight())
                .transposed()
                .multiply(slope(hidden(z, pass)).expand(1));
        Tensor inner = rows.matmul(pass.value(in.weight()).transposed());
        return slope(value(z, pass)).expand(2).multiply(inner);
    }

    /** The slope of tanh where it is y. */
    private static Tensor slope(Tensor y) {
        return y.square().negate().add(1);
    }
}
