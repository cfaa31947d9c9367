package org.gaspard.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Lays tensors out as a {@link Graph}. Tensors whose numbers are known become leaves. */
final class GraphBuilder {

    /** A graph with the tensor behind each node. */
    record Layout(Graph graph, List<Tensor> tensors) {

        List<Storage> leafValues() {
            List<Storage> values = new ArrayList<>(graph.leaves().size());
            for (int i = 0; i < graph.leaves().size(); i++) {
                values.add(tensors.get(graph.leaves().get(i)).computed());
            }
            return values;
        }
    }

    private final Map<Tensor, Integer> positions = new IdentityHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();

    private final Predicate<Tensor> isLeaf;

    private GraphBuilder(Predicate<Tensor> isLeaf) {
        this.isLeaf = isLeaf;
    }

    /** The graph whose results are {@code outputs}, from the tensors whose numbers are known. */
    static Layout layout(List<Tensor> outputs) {
        return layout(outputs, Tensor::isComputed);
    }

    /** The graph whose results are {@code outputs}, from the tensors that {@code isLeaf} accepts. */
    static Layout layout(List<Tensor> outputs, Predicate<Tensor> isLeaf) {
        GraphBuilder builder = new GraphBuilder(isLeaf);
        int[] positions = new int[outputs.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = builder.place(outputs.get(i));
        }
        return new Layout(new Graph(builder.nodes, Ints.of(positions)), builder.tensors);
    }

    /** Depth first with a stack of our own, since graphs of recurrences are deeper than the thread's stack. */
    private int place(Tensor root) {
        Deque<Tensor> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Tensor tensor = open.peek();
            if (positions.containsKey(tensor)) {
                open.pop();
                continue;
            }
            boolean ready = true;
            if (!isLeaf.test(tensor)) {
                List<Tensor> inputs = tensor.inputs();
                for (int i = inputs.size() - 1; i >= 0; i--) {
                    if (!positions.containsKey(inputs.get(i))) {
                        open.push(inputs.get(i));
                        ready = false;
                    }
                }
            }
            if (ready) {
                open.pop();
                add(tensor);
            }
        }
        return position(root);
    }

    private int position(Tensor tensor) {
        return Objects.requireNonNull(positions.get(tensor));
    }

    private void add(Tensor tensor) {
        if (isLeaf.test(tensor)) {
            nodes.add(new Node(new Op.Leaf(tensor.type()), tensor.type(), Ints.of()));
        } else {
            int[] inputs = new int[tensor.inputs().size()];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = position(tensor.inputs().get(i));
            }
            nodes.add(new Node(tensor.op(), tensor.type(), Ints.of(inputs)));
        }
        positions.put(tensor, tensors.size());
        tensors.add(tensor);
    }
}
