package org.gaspard.models.networks.hierarchy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * The decoder of [ZSE17]: with L levels, from the one nearest to the image on,
 *
 * <pre>{@code
 * h_L = v_L(z_L),   h_l = [down_{l+1}(h_{l+1}), v_l(z_l)],   output = down_1(h_1)
 * }</pre>
 *
 * <p>where brackets put channels side by side.
 *
 * @param latents d_l, of each level
 * @param injections v_l, from [N, d_l] to what is put beside the channels from above
 * @param downs from a level to the one below, the first to the image
 */
public record HierarchicalDecoder(List<Integer> latents, List<Layer> injections, List<Layer> downs) implements Layer {

    /** Copies the lists and checks that there are as many of each. */
    public HierarchicalDecoder {
        latents = List.copyOf(latents);
        injections = List.copyOf(injections);
        downs = List.copyOf(downs);
        latents.forEach(d -> Checks.atLeast("latents of a level", d, 1));
        if (latents.isEmpty() || injections.size() != latents.size() || downs.size() != latents.size()) {
            throw new IllegalArgumentException(
                    "a decoder has one injection and one way down for each of at least one level, found "
                            + latents.size() + " levels, " + injections.size() + " injections and " + downs.size()
                            + " ways down");
        }
    }

    /**
     * The output for latents of all levels, [N, Σ d_l].
     *
     * @throws IllegalArgumentException if there is another number of latents
     */
    @Override
    public Tensor apply(Tensor all, ForwardPass pass) {
        int total = latents.stream().mapToInt(d -> d).sum();
        if (all.rank() != 2 || all.extent(1) != total) {
            throw new IllegalArgumentException(
                    "latents must be [N, " + total + "] for levels of " + latents + ", found " + all.shape());
        }
        List<Tensor> injected = new ArrayList<>();
        int first = 0;
        for (int l = 0; l < latents.size(); l++) {
            int end = first + latents.get(l);
            injected.add(injections.get(l).apply(all.slice(1, first, end), pass));
            first = end;
        }
        Tensor h = injected.getLast();
        for (int l = latents.size() - 1; l > 0; l--) {
            h = Tensor.concatenate(-1, downs.get(l).apply(h, pass), injected.get(l - 1));
        }
        return downs.getFirst().apply(h, pass);
    }

    private Sequential parts() {
        return new Sequential(Stream.concat(injections.stream(), downs.stream()).toList());
    }

    @Override
    public List<Parameter> parameters() {
        return parts().parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return parts().buffers();
    }
}
