package org.gaspard.tensor;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tensors follow from which. */
final class Descendants {

    private Descendants() {}

    /** The tensors that are {@code sources} or follow from them, among those that {@code results} follow from. */
    static Set<Tensor> of(Collection<Tensor> sources, List<Tensor> results) {
        Set<Tensor> starts = Collections.newSetFromMap(new IdentityHashMap<>());
        starts.addAll(sources);
        Set<Tensor> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<Tensor, Boolean> done = new IdentityHashMap<>();
        Deque<Tensor> open = new ArrayDeque<>(results);
        while (!open.isEmpty()) {
            Tensor tensor = open.peek();
            if (done.containsKey(tensor)) {
                open.pop();
                continue;
            }
            boolean ready = true;
            for (Tensor input : tensor.inputs()) {
                if (!done.containsKey(input)) {
                    open.push(input);
                    ready = false;
                }
            }
            if (ready) {
                open.pop();
                done.put(tensor, true);
                if (starts.contains(tensor) || tensor.inputs().stream().anyMatch(found::contains)) {
                    found.add(tensor);
                }
            }
        }
        return found;
    }
}
