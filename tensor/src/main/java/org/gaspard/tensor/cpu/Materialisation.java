package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;

/**
 * Decides which nodes get an array of their own, and how the others are seen through views. An elementwise group reads any
 * view; every other kernel reads whole, contiguous arrays, so what it reads is copied there if it is not.
 */
final class Materialisation {

    private final Graph graph;
    private final Fusion fusion;
    private final boolean[] stored;

    Materialisation(Graph graph, Fusion fusion) {
        this.graph = graph;
        this.fusion = fusion;
        this.stored = new boolean[graph.nodes().size()];
        int[] uses = fusion.usesOutside();
        for (int n = 0; n < stored.length; n++) {
            switch (fusion.role(n)) {
                case LEAF, KERNEL -> stored[n] = true;
                case FUSED -> stored[n] = uses[n] > 0;
                case CONSTANT, VIEW, ABSORBED -> {}
            }
        }
        // A node that gets an array changes the views that go through it, so the demands are made until nothing
        // changes.
        boolean[] before;
        do {
            before = stored.clone();
            demandAll();
        } while (!Arrays.equals(before, stored));
    }

    private void demandAll() {
        for (int n = 0; n < stored.length; n++) {
            if (fusion.isGrouped(n)) {
                for (int input : graph.node(n).inputs().toArray()) {
                    demandView(input);
                }
            } else if (fusion.role(n) == Fusion.Role.KERNEL) {
                fusion.epilogues().inputs(n).forEach(this::demandArray);
            }
        }
        for (int output : graph.outputs().toArray()) {
            demandArray(output);
        }
        for (int n = 0; n < stored.length; n++) {
            if (stored[n] && fusion.role(n) == Fusion.Role.VIEW) {
                demandView(graph.node(n).inputs().get(0));
            }
        }
    }

    /** Whether a node has an array. */
    boolean isStored(int node) {
        return stored[node];
    }

    private void demandArray(int node) {
        if (stored[node]) {
            return;
        }
        if (fusion.role(node) == Fusion.Role.VIEW) {
            demandView(node);
            View view = view(node);
            stored[node] = !view.isContiguous()
                    || view.stored() != graph.node(node).type().dtype();
        } else {
            stored[node] = true;
        }
    }

    /** Makes sure that the node can be read through a view. Constants are read without one. */
    private void demandView(int node) {
        if (stored[node] || fusion.role(node) != Fusion.Role.VIEW) {
            return;
        }
        // From the bottom of the chain up, since a link may force the one below it into an array.
        List<Integer> chain = new ArrayList<>();
        int at = node;
        while (!stored[at] && fusion.role(at) == Fusion.Role.VIEW) {
            chain.add(at);
            at = graph.node(at).inputs().get(0);
        }
        stored[at] = true;
        for (int link : chain.reversed()) {
            int input = graph.node(link).inputs().get(0);
            View below = view(input);
            boolean needsArray = switch (graph.node(link).op()) {
                case Movement.Reshape reshape -> !below.isContiguous();
                case Elementwise.Cast cast ->
                    below.stored() != graph.node(input).type().dtype();
                default -> false;
            };
            stored[input] |= needsArray;
        }
    }

    /** How a node is read: its own array, or a view of the array of another. */
    View view(int node) {
        List<Integer> chain = new ArrayList<>();
        int at = node;
        while (!stored[at]) {
            if (fusion.role(at) != Fusion.Role.VIEW) {
                throw new IllegalStateException("node " + at + " has no array: " + graph.node(at));
            }
            chain.add(at);
            at = graph.node(at).inputs().get(0);
        }
        Node base = graph.node(at);
        View view = View.whole(at, base.type().dtype(), base.type().shape());
        for (int link : chain.reversed()) {
            view = through(graph.node(link), view);
        }
        return view;
    }

    /** What a view node would see if it had no array of its own, its input being seen through {@code below}. */
    View viewOfStored(int node, View below) {
        return through(graph.node(node), below);
    }

    private static View through(Node node, View view) {
        return switch (node.op()) {
            case Movement.Reshape op -> view.reshaped(op.to());
            case Movement.Transpose op -> view.transposed(op, node.type().shape());
            case Movement.Broadcast op -> view.broadcast(op.to());
            case Movement.Slice op -> view.sliced(op, node.type().shape());
            case Movement.Flip op -> view.flipped(op);
            case Elementwise.Cast cast -> view;
            case Annotation annotation -> view;
            default -> throw new IllegalStateException("not a view: " + node);
        };
    }

    /** The nodes whose arrays must be there before {@code node} can be read, tokens of order included. */
    List<Integer> dependencies(int node) {
        List<Integer> found = new ArrayList<>();
        List<Integer> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            int at = open.removeLast();
            if (stored[at]) {
                found.add(at);
            } else if (fusion.role(at) == Fusion.Role.VIEW) {
                for (int input : graph.node(at).inputs().toArray()) {
                    if (fusion.role(input) != Fusion.Role.CONSTANT || stored[input]) {
                        open.add(input);
                    }
                }
            }
        }
        return found;
    }
}
