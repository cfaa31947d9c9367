package org.gaspard.models.networks.hierarchy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * The encoder of [ZSE17]: {@code h_l = up_l(h_{l−1})}, h_0 the image, and {@code (μ_l, ln σ_l²) = head_l(h_l)}, from
 * the level nearest to the image on.
 *
 * @param ups from one level to the next, [N, ...] to [N, ...]
 * @param heads of each level, to [N, 2 d_l]: the means, then the logarithms of the variances
 */
public record HierarchicalEncoder(List<Layer> ups, List<Layer> heads) implements Layer {

    /** Copies the lists and checks that there are as many of both. */
    public HierarchicalEncoder {
        ups = List.copyOf(ups);
        heads = List.copyOf(heads);
        if (ups.isEmpty() || heads.size() != ups.size()) {
            throw new IllegalArgumentException("an encoder has one head for each of at least one level, found "
                    + ups.size() + " levels and " + heads.size() + " heads");
        }
    }

    /** The means of the latents of all levels, then the logarithms of all variances, [N, 2 Σ d_l]. */
    @Override
    public Tensor apply(Tensor images, ForwardPass pass) {
        List<Tensor> means = new ArrayList<>();
        List<Tensor> logVariances = new ArrayList<>();
        Tensor h = images;
        for (int l = 0; l < ups.size(); l++) {
            h = ups.get(l).apply(h, pass);
            Tensor both = heads.get(l).apply(h, pass);
            if (both.rank() != 2 || both.extent(1) % 2 != 0) {
                throw new IllegalArgumentException(
                        "the head of level " + (l + 1) + " gave " + both.shape() + ", expected [N, 2 d]");
            }
            int d = both.extent(1) / 2;
            means.add(both.slice(1, 0, d));
            logVariances.add(both.slice(1, d, 2 * d));
        }
        means.addAll(logVariances);
        return Tensor.concatenate(1, means);
    }

    private Sequential all() {
        return new Sequential(Stream.concat(ups.stream(), heads.stream()).toList());
    }

    @Override
    public List<Parameter> parameters() {
        return all().parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return all().buffers();
    }
}
