package org.gaspard.models.prior.implicit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.BatchNorm;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Latents that cause each other along a trained acyclic graph: layers {@code h ← x + x (W ∘ Aᵀ) + b}, where A is one draw of
 * a {@link CausalGraph} for all draws of the batch, then a batch normalisation with learned scale and shift. Nakagawa et al., ICLR
 * 2023, in the program of the paper. {@code O(L³ + n L²)} for the first layer, {@code O(n L²)} for each other.
 *
 * <p>For a given graph latents are normal, since all layers are affine. The biases are the same for all draws of a batch, so that the
 * normalisation takes them out in training, and they have no gradient.
 *
 * <p>In the published program each layer reads the noise, not the layer before it, so that only the last one matters; see {@link
 * Wiring}.
 *
 * @param graph A
 * @param layers W, [L, L], and b, [L]
 * @param wiring what a layer reads
 * @param norm the normalisation at the end
 */
public record CausalSampler(CausalGraph graph, List<Linear> layers, Wiring wiring, BatchNorm norm)
        implements LatentSampler {

    /** What x is in a layer. */
    public enum Wiring {
        /** The output of the layer before. */
        CHAINED,
        /** The noise for each layer, as in the published program: all layers but the last have no effect and no gradient. */
        FROM_NOISE
    }

    /**
     * The form of the sampler.
     *
     * @param layers their number
     * @param wiring what a layer reads
     * @param rounding of the order in evaluation
     * @param momentum the weight of a new batch in the running statistics
     * @param dtype of the parameters
     */
    public record Settings(int layers, Wiring wiring, CausalGraph.Rounding rounding, double momentum, DType dtype) {

        /** Checks the ranges. */
        public Settings {
            Checks.atLeast("layers", layers, 1);
            Draws.checkMomentum(momentum);
            Draws.checkFloating(dtype);
        }

        /** Those of the published program: seven layers that all read the noise, momentum 0.5; in float32. */
        public static Settings referenceCode() {
            return new Settings(7, Wiring.FROM_NOISE, CausalGraph.Rounding.TRANSPOSED, 0.5, DType.FLOAT32);
        }

        /** Seven layers one after the other, and one order in training and evaluation; momentum 0.5, in float32. */
        public static Settings corrected() {
            return new Settings(7, Wiring.CHAINED, CausalGraph.Rounding.CONSISTENT, 0.5, DType.FLOAT32);
        }

        /** These with another wiring. */
        public Settings withWiring(Wiring other) {
            return new Settings(layers, other, rounding, momentum, dtype);
        }

        /** These with another number of layers. */
        public Settings withLayers(int other) {
            return new Settings(other, wiring, rounding, momentum, dtype);
        }

        /** These with another momentum. */
        public Settings withMomentum(double other) {
            return new Settings(layers, wiring, rounding, other, dtype);
        }

        /** These in another element type. */
        public Settings withDType(DType other) {
            return new Settings(layers, wiring, rounding, momentum, other);
        }
    }

    /** Copies the list and checks the shapes. */
    public CausalSampler {
        layers = List.copyOf(layers);
        Checks.atLeast("the number of layers", layers.size(), 1);
        for (Linear layer : layers) {
            Parameter weight = layer.weight();
            if (!weight.shape().equals(graph.edges().shape())
                    || weight.dtype() != graph.edges().dtype()) {
                throw new IllegalArgumentException(
                        "layers must have weights like the scores of edges " + graph.edges() + ", found " + weight);
            }
        }
    }

    /** The sampler of the published program, {@link Settings#referenceCode}. */
    public static CausalSampler referenceCode(int latents, RandomKey key) {
        return of(latents, Settings.referenceCode(), key);
    }

    /** {@link Settings#corrected}. */
    public static CausalSampler corrected(int latents, RandomKey key) {
        return of(latents, Settings.corrected(), key);
    }

    /** A sampler whose scores start normally distributed, weights and biases uniform within ±1/√L. */
    public static CausalSampler of(int latents, Settings settings, RandomKey key) {
        Checks.atLeast("latents", latents, 1);
        WeightInit init = WeightInit.standard().withDType(settings.dtype());
        List<Linear> layers = new ArrayList<>();
        for (int i = 1; i <= settings.layers(); i++) {
            layers.add(new Linear("prior.fc" + i, latents, latents, key.child(i), init));
        }
        return new CausalSampler(
                CausalGraph.of(latents, settings.rounding(), settings.dtype(), key.child(0)),
                layers,
                settings.wiring(),
                Draws.norm(latents, settings.momentum(), true, settings.dtype()));
    }

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        Draws.check(n, graph.nodes(), model);
        Tensor noise = key.child(0).normal(graph.order().dtype(), n, graph.nodes());
        Tensor admitted = adjacency(key, pass).transposed();
        Tensor h = noise;
        for (Linear layer : layers) {
            Tensor x = wiring == Wiring.CHAINED ? h : noise;
            Tensor weight = pass.value(layer.weight()).multiply(admitted);
            h = x.add(layer.apply(x, pass.with(layer.weight(), weight)));
        }
        return norm.apply(h, pass);
    }

    /** The graph that {@link #sample} draws of the same key in the same pass, [L, L]: for plots. */
    public Tensor adjacency(RandomKey key, ForwardPass pass) {
        return graph.adjacency(key.child(1), pass);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(
                        graph.parameters().stream(),
                        layers.stream().flatMap(layer -> layer.parameters().stream()),
                        norm.parameters().stream())
                .flatMap(part -> part)
                .toList();
    }

    @Override
    public List<Parameter> buffers() {
        return norm.buffers();
    }
}
