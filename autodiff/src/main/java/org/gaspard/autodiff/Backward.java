package org.gaspard.autodiff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Reverse accumulation: nodes are visited from y back to the xs, each after everything that uses it; the cotangents that
 * reach a node are added up and pulled back through its operation.
 */
final class Backward {

    private Backward() {}

    static List<Tensor> walk(Tensor y, Tensor cotangent, List<Tensor> xs) {
        if (!y.dtype().isFloating()) {
            throw new IllegalArgumentException("gradient of " + y.type() + ", expected a floating-point tensor");
        }
        if (!cotangent.type().equals(y.type())) {
            throw new IllegalArgumentException(
                    "cotangent of type " + cotangent.type() + " for a tensor of type " + y.type());
        }
        Set<Tensor> sources = Collections.newSetFromMap(new IdentityHashMap<>());
        sources.addAll(xs);
        List<Tensor> order = dependents(y, sources);
        Set<Tensor> active = Collections.newSetFromMap(new IdentityHashMap<>());
        active.addAll(order);
        Map<Tensor, Tensor> cotangents = new IdentityHashMap<>();
        cotangents.put(y, cotangent);
        for (Tensor node : order.reversed()) {
            Tensor g = cotangents.get(node);
            if (g == null || node.inputs().stream().noneMatch(active::contains)) {
                continue;
            }
            List<@Nullable Tensor> pulled = GradientRules.pullback(node, g);
            for (int i = 0; i < pulled.size(); i++) {
                Tensor input = node.inputs().get(i);
                Tensor part = pulled.get(i);
                if (part != null && active.contains(input)) {
                    checkShape(node, input, part);
                    cotangents.merge(input, part, Tensor::add);
                }
            }
        }
        return xs.stream()
                .map(x -> cotangents.containsKey(x) ? cotangents.get(x) : Tensor.full(x.type(), 0))
                .toList();
    }

    private static void checkShape(Tensor node, Tensor input, Tensor part) {
        if (!part.type().equals(input.type())) {
            throw new IllegalStateException("the gradient rule of " + node.op().label() + " gave " + part.type()
                    + " for an input of type " + input.type());
        }
    }

    /** The nodes between y and the sources, ends included, inputs before users. */
    private static List<Tensor> dependents(Tensor y, Set<Tensor> sources) {
        List<Tensor> order = new ArrayList<>();
        Map<Tensor, Boolean> depends = new IdentityHashMap<>();
        Deque<Tensor> open = new ArrayDeque<>();
        open.push(y);
        while (!open.isEmpty()) {
            Tensor tensor = open.peek();
            if (depends.containsKey(tensor)) {
                open.pop();
                continue;
            }
            List<Tensor> inputs = tensor.op() instanceof Annotation.StopGradient ? List.of() : tensor.inputs();
            boolean ready = true;
            for (Tensor input : inputs) {
                if (!depends.containsKey(input)) {
                    open.push(input);
                    ready = false;
                }
            }
            if (ready) {
                open.pop();
                boolean does = sources.contains(tensor) || inputs.stream().anyMatch(depends::get);
                depends.put(tensor, does);
                if (does) {
                    order.add(tensor);
                }
            }
        }
        return order;
    }
}
