package org.gaspard.models.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The gradient of a sum of weighted terms after its projections.
 *
 * @param sum in each parameter
 * @param cosines the cosine of the angle between a projected term's gradient, before its projection, and that of the terms it
 *     gives way to, by the name {@code term.cosine}
 */
record GradientSum(List<Tensor> sum, Map<String, Tensor> cosines) {

    /** Projections of terms that are not there are left out. */
    static GradientSum of(Map<String, Tensor> weighted, List<Projection> projections, List<Tensor> leaves) {
        List<Projection> active = projections.stream()
                .filter(projection -> weighted.containsKey(projection.term()))
                .toList();
        Set<String> alone = new HashSet<>();
        for (Projection projection : active) {
            alone.add(projection.term());
            alone.addAll(projection.against());
        }
        // Terms of which no projection needs the gradient alone go through one backward pass together.
        Map<String, List<Tensor>> gradients = new LinkedHashMap<>();
        List<Tensor> others = new ArrayList<>();
        weighted.forEach((name, value) -> {
            if (alone.contains(name)) {
                gradients.put(name, Autodiff.gradient(value, leaves));
            } else {
                others.add(value);
            }
        });
        List<Tensor> sum = Autodiff.gradient(StepGraph.sum(others), leaves);
        Map<String, Tensor> cosines = new LinkedHashMap<>();
        for (Map.Entry<String, List<Tensor>> each : gradients.entrySet()) {
            List<Tensor> own = each.getValue();
            List<Tensor> kept = own;
            for (Projection projection : active) {
                if (projection.term().equals(each.getKey())) {
                    List<Tensor> against = sumOf(gradients, projection.against(), leaves);
                    cosines.put(each.getKey() + ".cosine", cosine(own, against));
                    kept = projected(own, against);
                }
            }
            sum = plus(sum, kept);
        }
        return new GradientSum(sum, cosines);
    }

    private static List<Tensor> sumOf(Map<String, List<Tensor>> gradients, Set<String> names, List<Tensor> leaves) {
        List<Tensor> sum =
                leaves.stream().map(leaf -> Tensor.full(leaf.type(), 0)).toList();
        for (Map.Entry<String, List<Tensor>> each : gradients.entrySet()) {
            if (names.contains(each.getKey())) {
                sum = plus(sum, each.getValue());
            }
        }
        return sum;
    }

    /** {@code g − min(0, ⟨g, h⟩) / ⟨h, h⟩ · h}. */
    private static List<Tensor> projected(List<Tensor> g, List<Tensor> h) {
        Tensor share = dot(g, h).minimum(0).divide(notZero(dot(h, h)));
        List<Tensor> rest = new ArrayList<>();
        for (int i = 0; i < g.size(); i++) {
            rest.add(g.get(i).subtract(h.get(i).multiply(share)));
        }
        return rest;
    }

    private static Tensor cosine(List<Tensor> g, List<Tensor> h) {
        return dot(g, h).divide(notZero(dot(g, g).sqrt().multiply(dot(h, h).sqrt())));
    }

    /** Where a square is 0, the product above it is, too. */
    private static Tensor notZero(Tensor square) {
        return square.maximum(Float.MIN_NORMAL);
    }

    private static Tensor dot(List<Tensor> a, List<Tensor> b) {
        Tensor sum = Tensor.full(new TensorType(Shape.scalar(), DType.FLOAT32), 0);
        for (int i = 0; i < a.size(); i++) {
            sum = sum.add(a.get(i).multiply(b.get(i)).sum());
        }
        return sum;
    }

    private static List<Tensor> plus(List<Tensor> a, List<Tensor> b) {
        List<Tensor> sums = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            sums.add(a.get(i).add(b.get(i)));
        }
        return sums;
    }
}
