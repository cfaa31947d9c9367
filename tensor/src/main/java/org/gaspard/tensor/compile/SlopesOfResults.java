package org.gaspard.tensor.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Node;

/**
 * Rewrites gradients of leaky ReLUs, {@code y = x · s(x)} with {@code s(x) = (0 < x ? 1 : slope)}: since x and y have the
 * same sign for a slope that is not negative, what needs s(x) later takes s(y). Then nothing but y has to be kept.
 */
public final class SlopesOfResults {

    private final Graph graph;
    private final List<Node> nodes = new ArrayList<>();
    private final int[] moved;

    private SlopesOfResults(Graph graph) {
        this.graph = graph;
        this.moved = new int[graph.nodes().size()];
    }

    /** The rewritten graph; its leaves and results stand in the same order. */
    public static Graph rewrite(Graph graph) {
        SlopesOfResults rewriting = new SlopesOfResults(graph);
        int[] uses = graph.useCounts();
        for (int n = 0; n < uses.length; n++) {
            Node node = graph.node(n);
            rewriting.moved[n] = rewriting.add(node);
            if (node.op() == BinaryOp.MULTIPLY) {
                int a = node.inputs().get(0);
                int b = node.inputs().get(1);
                if (rewriting.isSlope(b, a)) {
                    rewriting.takeSlopeOfResult(b, n, uses);
                } else if (rewriting.isSlope(a, b)) {
                    rewriting.takeSlopeOfResult(a, n, uses);
                }
            }
        }
        int[] outputs = graph.outputs().toArray();
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = rewriting.moved[outputs[k]];
        }
        return new Graph(rewriting.nodes, Ints.of(outputs));
    }

    private int add(Node node) {
        int[] inputs = node.inputs().toArray();
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = moved[inputs[k]];
        }
        nodes.add(new Node(node.op(), node.type(), Ints.of(inputs)));
        return nodes.size() - 1;
    }

    /** Whether {@code n} is {@code 0 < x ? 1 : slope} with a slope of at least 0. */
    private boolean isSlope(int n, int x) {
        Node select = graph.node(n);
        if (!(select.op() instanceof Elementwise.Select)) {
            return false;
        }
        Node less = graph.node(select.inputs().get(0));
        return less.op() == BinaryOp.LESS
                && less.inputs().get(1) == x
                && graph.constant(less.inputs().get(0)).equals(OptionalDouble.of(0))
                && graph.constant(select.inputs().get(1)).equals(OptionalDouble.of(1))
                && graph.constant(select.inputs().get(2)).orElse(-1) >= 0;
    }

    /** Every later user of the slope gets one that is made of {@code result}. */
    private void takeSlopeOfResult(int slope, int result, int[] uses) {
        if (uses[slope] == 1) {
            return;
        }
        Node select = graph.node(slope);
        Node less = graph.node(select.inputs().get(0));
        nodes.add(new Node(less.op(), less.type(), Ints.of(moved[less.inputs().get(0)], moved[result])));
        int comparison = nodes.size() - 1;
        int open = moved[select.inputs().get(1)];
        int shut = moved[select.inputs().get(2)];
        nodes.add(new Node(select.op(), select.type(), Ints.of(comparison, open, shut)));
        moved[slope] = nodes.size() - 1;
    }
}
