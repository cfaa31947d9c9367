package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.UnaryOp;

/**
 * Finds products that only a bias, and perhaps a ReLU, follow: {@code relu(a · b + bias)} with one bias for each column or
 * channel is computed by the kernel of the product while its result is in the cache.
 */
final class Epilogues {

    /**
     * A product with what follows it.
     *
     * @param product the node of the product
     * @param bias the node with one number for each column
     * @param relu whether negative results become 0
     */
    record Fused(int product, int bias, boolean relu) {}

    private final Graph graph;
    private final Map<Integer, Fused> fused = new HashMap<>();
    private final Set<Integer> absorbed = new HashSet<>();

    private Epilogues(Graph graph) {
        this.graph = graph;
    }

    static Epilogues of(Graph graph) {
        Epilogues epilogues = new Epilogues(graph);
        int[] uses = graph.useCounts();
        int[] onlyUser = new int[uses.length];
        for (int n = 0; n < uses.length; n++) {
            for (int input : graph.node(n).inputs().toArray()) {
                onlyUser[input] = n;
            }
        }
        boolean[] outputs = graph.outputMarks();
        for (int n = 0; n < uses.length; n++) {
            boolean followed = uses[n] == 1 && !outputs[n];
            if (followed && takesEpilogue(graph.node(n))) {
                int sum = onlyUser[n];
                Optional<Integer> bias = epilogues.bias(n, sum);
                if (bias.isPresent()) {
                    boolean alone = uses[sum] == 1 && !outputs[sum];
                    boolean relu = alone && graph.node(onlyUser[sum]).op() == UnaryOp.RELU;
                    epilogues.add(new Fused(n, bias.get(), relu), sum, relu ? onlyUser[sum] : sum);
                }
            }
        }
        return epilogues;
    }

    private static boolean takesEpilogue(Node node) {
        return node.op() instanceof Product && !(node.op() instanceof Product.Conv2dWeightGradient);
    }

    /** The node whose numbers are added, one for each column, if {@code sum} is such an addition. */
    private Optional<Integer> bias(int product, int sum) {
        Node addition = graph.node(sum);
        if (addition.op() != BinaryOp.ADD) {
            return Optional.empty();
        }
        int other = addition.inputs().get(0) == product
                ? addition.inputs().get(1)
                : addition.inputs().get(0);
        Node repeated = graph.node(other);
        if (other == product || !(repeated.op() instanceof Movement.Broadcast)) {
            return Optional.empty();
        }
        int source = repeated.inputs().get(0);
        Shape row = graph.node(source).type().shape();
        int columns = addition.type().shape().extent(-1);
        return row.size() == columns && row.extent(-1) == columns ? Optional.of(source) : Optional.empty();
    }

    private void add(Fused found, int sum, int result) {
        fused.put(result, found);
        absorbed.add(found.product());
        if (result != sum) {
            absorbed.add(sum);
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
        at(node).ifPresent(found -> inputs.add(found.bias()));
        return inputs;
    }
}
