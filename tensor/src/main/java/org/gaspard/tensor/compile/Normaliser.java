package org.gaspard.tensor.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;

/**
 * Rewrites a graph into a smaller one with the same leaves and the same results: equal nodes become one, constants are
 * folded, algebraic identities that hold for every floating-point number are used ({@link Algebra}), annotations and
 * nodes that no result needs disappear.
 */
public final class Normaliser {

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> known = new HashMap<>();

    private Normaliser() {}

    /** The rewritten graph. Its leaves stand in the same order, also those that nothing needs any more. */
    public static Graph normalise(Graph graph) {
        Normaliser normaliser = new Normaliser();
        int[] moved = new int[graph.nodes().size()];
        for (int i = 0; i < moved.length; i++) {
            Node node = graph.node(i);
            int[] inputs = new int[node.inputs().size()];
            for (int k = 0; k < inputs.length; k++) {
                inputs[k] = moved[node.inputs().get(k)];
            }
            moved[i] = normaliser.place(new Node(node.op(), node.type(), Ints.of(inputs)));
        }
        int[] outputs = new int[graph.outputs().size()];
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = moved[graph.outputs().get(k)];
        }
        return withoutDeadNodes(normaliser.nodes, outputs);
    }

    private int place(Node node) {
        return switch (node.op()) {
            case Op.Leaf leaf -> append(node);
            case Annotation.StopGradient stop -> node.inputs().get(0);
            case Annotation.CustomGradient custom -> node.inputs().get(0);
            default ->
                switch (Algebra.simplify(node, nodes)) {
                    case Algebra.Same(int position) -> position;
                    case Algebra.Other(Node other) -> other.equals(node) ? intern(node) : place(other);
                };
        };
    }

    private int intern(Node node) {
        Integer position = known.get(node);
        return position != null ? position : append(node);
    }

    private int append(Node node) {
        nodes.add(node);
        if (!(node.op() instanceof Op.Leaf)) {
            known.put(node, nodes.size() - 1);
        }
        return nodes.size() - 1;
    }

    private static Graph withoutDeadNodes(List<Node> nodes, int[] outputs) {
        boolean[] needed = new boolean[nodes.size()];
        for (int output : outputs) {
            needed[output] = true;
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (needed[i]) {
                for (int input : nodes.get(i).inputs().toArray()) {
                    needed[input] = true;
                }
            }
        }
        int[] moved = new int[nodes.size()];
        List<Node> kept = new ArrayList<>();
        for (int i = 0; i < moved.length; i++) {
            Node node = nodes.get(i);
            if (needed[i] || node.op() instanceof Op.Leaf) {
                moved[i] = kept.size();
                kept.add(new Node(node.op(), node.type(), renamed(node.inputs(), moved)));
            }
        }
        return new Graph(kept, renamed(Ints.of(outputs), moved));
    }

    private static Ints renamed(Ints positions, int[] moved) {
        int[] renamed = positions.toArray();
        for (int k = 0; k < renamed.length; k++) {
            renamed[k] = moved[renamed[k]];
        }
        return Ints.of(renamed);
    }
}
