package org.gaspard.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A computation laid out as a list: each node comes after those it is computed from. Leaves are numbered in the order in
 * which they stand. Two graphs are equal if they compute the same from their leaves, node by node: the key under which
 * compiled plans are kept.
 */
public final class Graph {

    private final List<Node> nodes;
    private final Ints leaves;
    private final Ints outputs;
    private final int hash;

    /** The graph of {@code nodes}, in order, whose results are those at the positions {@code outputs}. */
    public Graph(List<Node> nodes, Ints outputs) {
        this.nodes = List.copyOf(nodes);
        this.outputs = outputs;
        this.leaves = positionsOfLeaves(this.nodes);
        this.hash = 31 * this.nodes.hashCode() + outputs.hashCode();
    }

    private static Ints positionsOfLeaves(List<Node> nodes) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).op() instanceof Op.Leaf) {
                found.add(i);
            }
        }
        return Ints.of(found.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The nodes in order of computation. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The node at a position. */
    public Node node(int position) {
        return nodes.get(position);
    }

    /** The positions of the leaves. */
    public Ints leaves() {
        return leaves;
    }

    /** The positions of the results. */
    public Ints outputs() {
        return outputs;
    }

    /** The number that a node holds everywhere, if it is a constant. */
    public OptionalDouble constant(int position) {
        return node(position).op() instanceof Generator.Full full
                ? OptionalDouble.of(full.value())
                : OptionalDouble.empty();
    }

    /** For each node, the number of places that use it; a result counts as one. */
    public int[] useCounts() {
        int[] uses = new int[nodes.size()];
        for (Node node : nodes) {
            for (int i = 0; i < node.inputs().size(); i++) {
                uses[node.inputs().get(i)]++;
            }
        }
        for (int output : outputs.toArray()) {
            uses[output]++;
        }
        return uses;
    }

    /** For each node, whether it is a result. */
    public boolean[] outputMarks() {
        boolean[] marks = new boolean[nodes.size()];
        for (int output : outputs.toArray()) {
            marks[output] = true;
        }
        return marks;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Graph that
                        && hash == that.hash
                        && outputs.equals(that.outputs)
                        && nodes.equals(that.nodes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            text.append('%').append(i).append(" = ").append(node.op().label());
            for (int input : node.inputs().toArray()) {
                text.append(" %").append(input);
            }
            text.append(" : ").append(node.type()).append('\n');
        }
        return text.append("results ")
                .append(Arrays.toString(outputs.toArray()))
                .append('\n')
                .toString();
    }
}
