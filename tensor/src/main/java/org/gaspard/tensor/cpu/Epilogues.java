package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.UnaryOp;

/**
 * Finds what a product can do with its result while it is in the cache: {@code relu(a · b + bias)} with one bias for each
 * column or channel, and {@code (a · b) · [y > 0]}, the gradient through a ReLU whose result was y. The same for leaky
 * ReLUs, {@code x · (x > 0 ? 1 : slope)} (see {@link org.gaspard.tensor.compile.SlopesOfResults}).
 */
final class Epilogues {

    /**
     * A product with what follows it.
     *
     * @param product the node of the product
     * @param bias the node with one number for each column
     * @param slope if there is a ReLU, leaky or not: its slope for negative arguments
     * @param gate what multiplies the elements
     */
    record Fused(int product, Optional<Integer> bias, OptionalDouble slope, Optional<Gate> gate) {}

    /**
     * Factors of 1 and another number.
     *
     * @param node what is positive where the factor is 1
     * @param shut the other factor
     */
    record Gate(int node, double shut) {}

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
        List<Integer> steps = new ArrayList<>(List.of(product));
        Optional<Integer> bias = Optional.empty();
        OptionalDouble slope = OptionalDouble.empty();
        if (hasOneUser(product)) {
            int sum = lastUser[product];
            bias = bias(product, sum);
            if (bias.isPresent()) {
                steps.add(sum);
                slope = addRelu(sum, steps);
            }
        }
        Optional<Gate> gate = Optional.empty();
        int last = steps.getLast();
        if (hasOneUser(last)) {
            gate = gate(last, lastUser[last]);
            gate.ifPresent(found -> steps.add(lastUser[last]));
        }
        if (steps.size() > 1) {
            fused.put(steps.removeLast(), new Fused(product, bias, slope, gate));
            absorbed.addAll(steps);
        }
    }

    /** The slope of the ReLU that follows, leaky or not, whose nodes join the steps. */
    private OptionalDouble addRelu(int sum, List<Integer> steps) {
        int user = lastUser[sum];
        if (hasOneUser(sum) && graph.node(user).op() == UnaryOp.RELU) {
            steps.add(user);
            return OptionalDouble.of(0);
        }
        if (uses[sum] == 2 && !outputs[sum]) {
            Optional<Gate> factor = gate(sum, user);
            int select = factor.isPresent() ? otherInput(graph.node(user), sum) : -1;
            // A slope of 0 has a form of its own, which is not the same for infinite numbers.
            if (factor.isPresent() && factor.get().node() == sum && factor.get().shut() > 0 && hasOneUser(select)) {
                int comparison = graph.node(select).inputs().get(0);
                if (hasOneUser(comparison)) {
                    steps.addAll(List.of(comparison, select, user));
                    return OptionalDouble.of(factor.get().shut());
                }
            }
        }
        return OptionalDouble.empty();
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

    /** The gate if {@code n} is the product of {@code factor} and {@code 0 < y}, or {@code 0 < y ? 1 : shut}. */
    private Optional<Gate> gate(int factor, int n) {
        Node product = graph.node(n);
        if (product.op() != BinaryOp.MULTIPLY) {
            return Optional.empty();
        }
        int other = otherInput(product, factor);
        Node gates = graph.node(other);
        if (other == factor) {
            return Optional.empty();
        }
        if (gates.op() instanceof Elementwise.Select) {
            OptionalDouble shut = graph.constant(gates.inputs().get(2));
            boolean open = graph.constant(gates.inputs().get(1)).equals(OptionalDouble.of(1));
            return open && shut.isPresent()
                    ? comparison(gates.inputs().get(0)).map(node -> new Gate(node, shut.getAsDouble()))
                    : Optional.empty();
        }
        return comparison(other).map(node -> new Gate(node, 0));
    }

    /** The node y if {@code n} is {@code 0 < y}. */
    private Optional<Integer> comparison(int n) {
        Node less = graph.node(n);
        boolean positive = less.op() == BinaryOp.LESS
                && graph.constant(less.inputs().get(0)).equals(OptionalDouble.of(0));
        return positive ? Optional.of(less.inputs().get(1)) : Optional.empty();
    }

    private static int otherInput(Node binary, int input) {
        return binary.inputs().get(0) == input
                ? binary.inputs().get(1)
                : binary.inputs().get(0);
    }

    /** What only gates use need not be computed. */
    private void absorbComparisons() {
        int[] gated = new int[uses.length];
        fused.forEach((result, found) -> {
            if (found.gate().isPresent()) {
                for (int input : graph.node(result).inputs().toArray()) {
                    gated[input] += absorbed.contains(input) ? 0 : 1;
                }
            }
        });
        // Users come after what they use, so a choice is seen before its comparison.
        for (int n = gated.length - 1; n >= 0; n--) {
            if (gated[n] > 0 && gated[n] == uses[n]) {
                absorbed.add(n);
                if (graph.node(n).op() instanceof Elementwise.Select) {
                    gated[graph.node(n).inputs().get(0)]++;
                }
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
            found.gate().map(Gate::node).ifPresent(inputs::add);
        });
        return inputs;
    }
}
