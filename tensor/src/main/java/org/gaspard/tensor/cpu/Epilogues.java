package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.UnaryOp;

/**
 * Finds what a product can do with its result while it is in the cache: {@code relu(a · b + bias)} with one bias for each
 * column or channel, and {@code (a · b) · [y > 0]}, the gradient through a ReLU whose result was y.
 */
final class Epilogues {

    /**
     * A product with what follows it.
     *
     * @param product the node of the product
     * @param bias the node with one number for each column
     * @param relu whether negative results become 0
     * @param gate the node that says by its sign which elements are kept
     */
    record Fused(int product, Optional<Integer> bias, boolean relu, Optional<Integer> gate) {}

    private final Graph graph;
    private final int[] uses;
    private final int[] lastUser;
    private final boolean[] outputs;
    private final Map<Integer, Fused> fused = new HashMap<>();
    private final Set<Integer> absorbed = new HashSet<>();

    private Epilogues(Graph graph) {
        this.graph = graph;
        this.uses = graph.useCounts();
        this.outputs = graph.outputMarks();
        this.lastUser = new int[uses.length];
        for (int n = 0; n < uses.length; n++) {
            for (int input : graph.node(n).inputs().toArray()) {
                lastUser[input] = n;
            }
        }
    }

    static Epilogues of(Graph graph) {
        Epilogues epilogues = new Epilogues(graph);
        for (int n = 0; n < epilogues.uses.length; n++) {
            if (takesEpilogue(graph.node(n))) {
                epilogues.follow(n);
            }
        }
        epilogues.absorbComparisons();
        return epilogues;
    }

    private static boolean takesEpilogue(Node node) {
        return node.op() instanceof Product && !(node.op() instanceof Product.Conv2dWeightGradient);
    }

    /** Goes from a product along the nodes that nobody else uses, as far as its kernel can. */
    private void follow(int product) {
        int at = product;
        Optional<Integer> bias = Optional.empty();
        boolean relu = false;
        Optional<Integer> gate = Optional.empty();
        if (hasOneUser(at)) {
            bias = bias(at, lastUser[at]);
            at = bias.isPresent() ? lastUser[at] : at;
        }
        if (bias.isPresent() && hasOneUser(at) && graph.node(lastUser[at]).op() == UnaryOp.RELU) {
            relu = true;
            at = lastUser[at];
        }
        if (hasOneUser(at)) {
            gate = gate(at, lastUser[at]);
            at = gate.isPresent() ? lastUser[at] : at;
        }
        if (at != product) {
            fused.put(at, new Fused(product, bias, relu, gate));
            for (int step = product; step != at; step = lastUser[step]) {
                absorbed.add(step);
            }
        }
    }

    private boolean hasOneUser(int node) {
        return uses[node] == 1 && !outputs[node];
    }

    /** The node whose numbers are added, one for each column, if {@code sum} is such an addition. */
    private Optional<Integer> bias(int product, int sum) {
        Node addition = graph.node(sum);
        if (addition.op() != BinaryOp.ADD) {
            return Optional.empty();
        }
        int other = otherInput(addition, product);
        Node repeated = graph.node(other);
        if (other == product || !(repeated.op() instanceof Movement.Broadcast)) {
            return Optional.empty();
        }
        int source = repeated.inputs().get(0);
        Shape row = graph.node(source).type().shape();
        int columns = addition.type().shape().extent(-1);
        return row.size() == columns && row.extent(-1) == columns ? Optional.of(source) : Optional.empty();
    }

    /** The node y if {@code n} is the product of {@code factor} and {@code 0 < y}. */
    private Optional<Integer> gate(int factor, int n) {
        Node product = graph.node(n);
        if (product.op() != BinaryOp.MULTIPLY) {
            return Optional.empty();
        }
        int comparison = otherInput(product, factor);
        Node less = graph.node(comparison);
        return comparison != factor
                        && less.op() == BinaryOp.LESS
                        && isZero(less.inputs().get(0))
                ? Optional.of(less.inputs().get(1))
                : Optional.empty();
    }

    private static int otherInput(Node binary, int input) {
        return binary.inputs().get(0) == input
                ? binary.inputs().get(1)
                : binary.inputs().get(0);
    }

    private boolean isZero(int node) {
        Node n = graph.node(node);
        return switch (n.op()) {
            case Generator.Full full -> full.value() == 0;
            case Movement.Broadcast broadcast -> isZero(n.inputs().get(0));
            default -> false;
        };
    }

    /** A comparison that only gates use need not be computed. */
    private void absorbComparisons() {
        int[] gated = new int[uses.length];
        fused.forEach((result, found) -> {
            if (found.gate().isPresent()) {
                for (int input : graph.node(result).inputs().toArray()) {
                    gated[input] += absorbed.contains(input) ? 0 : 1;
                }
            }
        });
        for (int n = 0; n < gated.length; n++) {
            if (gated[n] > 0 && gated[n] == uses[n]) {
                absorbed.add(n);
            }
        }
    }

    /** The product that a node is computed with, if it is. */
    Optional<Fused> at(int node) {
        return Optional.ofNullable(fused.get(node));
    }

    /** Whether a node is only a step inside the kernel of another. */
    boolean isAbsorbed(int node) {
        return absorbed.contains(node);
    }

    /** The nodes that the kernel of {@code node} reads. */
    List<Integer> inputs(int node) {
        List<Integer> inputs = new ArrayList<>();
        for (int input :
                graph.node(at(node).map(Fused::product).orElse(node)).inputs().toArray()) {
            inputs.add(input);
        }
        at(node).ifPresent(found -> {
            found.bias().ifPresent(inputs::add);
            found.gate().ifPresent(inputs::add);
        });
        return inputs;
    }
}
