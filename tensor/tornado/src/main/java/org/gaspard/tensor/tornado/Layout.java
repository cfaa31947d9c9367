package org.gaspard.tensor.tornado;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Ordering;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Reduction;

/**
 * Which nodes of a graph get an array of their own, and which kernels write them. A node without an array is computed
 * where it is needed, inside the kernels of those that use it. Each kernel writes one or more nodes of equal size; one
 * that is needed by the others of its kernel alone has no array either.
 *
 * <p>Stored are: results; what several nodes need, unless it is a mere view; what would be computed again and again, by a
 * broadcast, a gather or a product; and products, reductions and their like, unless one elementwise operation needs them.
 */
final class Layout {

    /** Stage one of a reduction over this many elements or more is a kernel of its own. */
    private static final int SPLIT_FROM = 512;

    /** Where there are this many results, one thread for each keeps a device busy enough. */
    private static final int ENOUGH_RESULTS = 4096;

    private static final int MAX_ARRAYS = 12;
    private static final int MAX_MEMBERS = 40;

    /** The operations of one expression, and the arrays it reads: what is larger is cut in two. */
    private static final int MAX_OPERATIONS = 100;

    private static final int MAX_READS = 8;

    /** What one kernel computes. */
    sealed interface Unit {

        /** Nodes of equal size, element by element. */
        record Elements(List<Integer> nodes) implements Unit {}

        /** Sums, or the like, of {@code chunk} elements each, {@code parts} for each result of a reduction. */
        record Partial(int node, int parts, int chunk) implements Unit {}
    }

    private final Graph graph;
    private final boolean[] stored;
    private final int[] parts;
    private final int[] unitOf;
    private final List<Unit> units = new ArrayList<>();
    private final List<Set<Integer>> arrays = new ArrayList<>();

    Layout(Graph graph) {
        this.graph = graph;
        this.stored = new boolean[graph.nodes().size()];
        this.parts = new int[stored.length];
        this.unitOf = new int[stored.length];
        chooseStored();
        cutLargeExpressions();
        for (int n = 0; n < stored.length; n++) {
            unitOf[n] = -1;
            if (graph.node(n).op() instanceof Reduction.Reduce) {
                split(n);
            }
            if (stored[n] && !isLeaf(n)) {
                place(n);
            }
        }
    }

    List<Unit> units() {
        return units;
    }

    boolean isLeaf(int node) {
        return graph.node(node).op() instanceof Op.Leaf;
    }

    boolean isStored(int node) {
        return stored[node];
    }

    /** The number of partial results of each element of a reduction, or 0 if it is made in one stage. */
    int parts(int node) {
        return parts[node];
    }

    /** Whether a node is a result or read by another unit than its own: otherwise it needs no array. */
    boolean[] needsArray() {
        boolean[] needed = graph.outputMarks();
        for (int u = 0; u < units.size(); u++) {
            for (int read : reads(units.get(u))) {
                needed[read] |= isLeaf(read) || unitOf[read] != u;
            }
        }
        return needed;
    }

    /** The stored nodes that a unit reads, those it writes itself among them. */
    Set<Integer> reads(Unit unit) {
        Set<Integer> found = new TreeSet<>();
        switch (unit) {
            case Unit.Elements(List<Integer> nodes) -> nodes.forEach(node -> collect(node, true, found));
            case Unit.Partial(int node, int count, int chunk) ->
                collect(graph.node(node).inputs().get(0), false, found);
        }
        return found;
    }

    private void collect(int node, boolean root, Set<Integer> found) {
        if (stored[node] && !root) {
            found.add(node);
        } else if (parts[node] == 0) {
            for (int input : graph.node(node).inputs().toArray()) {
                collect(input, false, found);
            }
        }
    }

    private void chooseStored() {
        int[] uses = graph.useCounts();
        boolean[] results = graph.outputMarks();
        for (int n = 0; n < stored.length; n++) {
            stored[n] = isLeaf(n)
                    || results[n]
                    || uses[n] > 1 && !isView(n)
                    || isHeavy(graph.node(n).op());
        }
        for (int n = 0; n < stored.length; n++) {
            Node node = graph.node(n);
            for (int k = 0; k < node.inputs().size(); k++) {
                int source = source(node.inputs().get(k));
                if (repeats(node) && !isConstant(source)) {
                    stored[source] = true;
                }
            }
        }
        // Last, since a node that is stored for another reason takes its heavy input in.
        for (int n = 0; n < stored.length; n++) {
            if (graph.node(n).op() instanceof Elementwise op && !(op instanceof Elementwise.Cast)) {
                for (int input : graph.node(n).inputs().toArray()) {
                    if (isHeavy(graph.node(input).op()) && uses[input] == 1 && !results[input] && !isOrdering(input)) {
                        stored[input] = false;
                    }
                }
            }
        }
    }

    /** Stores the inputs of nodes whose expressions would become too large for a kernel. */
    private void cutLargeExpressions() {
        int[] operations = new int[stored.length];
        int[] reads = new int[stored.length];
        for (int n = 0; n < stored.length; n++) {
            int[] inputs = graph.node(n).inputs().toArray();
            int[] total = total(inputs, operations, reads);
            if (total[0] > MAX_OPERATIONS || total[1] > MAX_READS) {
                for (int input : inputs) {
                    stored[input] |= !isConstant(input) && reads[input] + operations[input] > 1;
                }
                total = total(inputs, operations, reads);
            }
            operations[n] = total[0] + 1;
            reads[n] = total[1];
        }
    }

    private int[] total(int[] inputs, int[] operations, int[] reads) {
        int[] total = new int[2];
        for (int input : inputs) {
            total[0] += stored[input] ? 0 : operations[input];
            total[1] += stored[input] ? 1 : reads[input];
        }
        return total;
    }

    private boolean isOrdering(int node) {
        return graph.node(node).op() instanceof Ordering;
    }

    /** Whether a node is a view of something else: computing it again costs index arithmetic. */
    private boolean isView(int node) {
        return switch (graph.node(node).op()) {
            case Op.Leaf leaf -> true;
            case Generator.Full full -> true;
            case Generator.Iota iota -> true;
            case Movement.Reshape op -> isView(graph.node(node).inputs().get(0)) || isStoredInput(node);
            case Movement.Transpose op -> isStoredInput(node);
            case Movement.Broadcast op -> isStoredInput(node);
            case Movement.Slice op -> isStoredInput(node);
            case Movement.Flip op -> isStoredInput(node);
            case Elementwise.Cast op -> isStoredInput(node);
            default -> false;
        };
    }

    private boolean isStoredInput(int node) {
        int input = graph.node(node).inputs().get(0);
        return stored[input] || isView(input);
    }

    /** What a chain of views shows. */
    private int source(int node) {
        int at = node;
        while (!stored[at] && isPlainView(graph.node(at).op())) {
            at = graph.node(at).inputs().get(0);
        }
        return at;
    }

    private static boolean isPlainView(Op op) {
        return switch (op) {
            case Movement.Reshape view -> true;
            case Movement.Transpose view -> true;
            case Movement.Broadcast view -> true;
            case Movement.Slice view -> true;
            case Movement.Flip view -> true;
            default -> false;
        };
    }

    private boolean isConstant(int node) {
        Op op = graph.node(node).op();
        return op instanceof Generator.Full || op instanceof Generator.Iota;
    }

    private static boolean isHeavy(Op op) {
        return switch (op) {
            case Reduction reduction -> true;
            case Product product -> true;
            case Ordering ordering -> true;
            case Movement.ScatterAdd scatter -> true;
            default -> false;
        };
    }

    /** Whether computing a node asks for elements of its inputs again and again. */
    private static boolean repeats(Node node) {
        return switch (node.op()) {
            case Product product -> true;
            case Movement.Broadcast broadcast -> true;
            case Movement.Gather gather -> true;
            case Movement.ScatterAdd scatter -> true;
            case Ordering.ArgSort sort -> true;
            case Generator.RandomBits random -> true;
            default -> false;
        };
    }

    private void split(int node) {
        int results = graph.node(node).type().shape().size();
        int size = graph.node(graph.node(node).inputs().get(0)).type().shape().size();
        int each = results == 0 ? 0 : size / results;
        if (each >= SPLIT_FROM && results < ENOUGH_RESULTS) {
            int chunk = Math.max(64, Math.ceilDiv(each, 256));
            parts[node] = Math.ceilDiv(each, chunk);
            units.add(new Unit.Partial(node, parts[node], chunk));
            arrays.add(reads(units.getLast()));
        }
    }

    /** Puts a node into the first unit that may compute it, or into a new one. */
    private void place(int n) {
        Unit alone = new Unit.Elements(new ArrayList<>(List.of(n)));
        Set<Integer> reads = reads(alone);
        int after = 0;
        boolean joins = !containsHeavy(n, true);
        for (int read : reads) {
            after = Math.max(after, isLeaf(read) ? 0 : unitOf[read] + 1);
        }
        after = Math.max(after, afterPartials(n, true));
        int size = graph.node(n).type().shape().size();
        int target = -1;
        if (joins
                && after > 0
                && reads.stream().allMatch(read -> unitOf[read] != afterIndex(reads) || isPointwise(n, read))) {
            target = accepts(afterIndex(reads), size, reads, n) && afterIndex(reads) >= afterPartials(n, true)
                    ? afterIndex(reads)
                    : -1;
        }
        for (int u = after; joins && target < 0 && u < units.size(); u++) {
            target = accepts(u, size, reads, n) ? u : -1;
        }
        if (target < 0) {
            units.add(alone);
            arrays.add(new TreeSet<>(reads));
            target = units.size() - 1;
        } else {
            ((Unit.Elements) units.get(target)).nodes().add(n);
            arrays.get(target).addAll(reads);
        }
        arrays.get(target).add(n);
        unitOf[n] = target;
    }

    /** The latest unit that writes something of {@code reads}, or -1. */
    private int afterIndex(Set<Integer> reads) {
        return reads.stream().mapToInt(read -> unitOf[read]).max().orElse(-1);
    }

    private boolean accepts(int unit, int size, Set<Integer> reads, int n) {
        if (unit < 0 || !(units.get(unit) instanceof Unit.Elements(List<Integer> nodes))) {
            return false;
        }
        Set<Integer> together = new TreeSet<>(arrays.get(unit));
        together.addAll(reads);
        together.add(n);
        return graph.node(nodes.getFirst()).type().shape().size() == size
                && nodes.size() < MAX_MEMBERS
                && together.size() <= MAX_ARRAYS
                && nodes.stream().noneMatch(node -> containsHeavy(node, true));
    }

    /** The first unit that may use the partial results which the expression of {@code node} needs. */
    private int afterPartials(int node, boolean root) {
        if (stored[node] && !root) {
            return 0;
        }
        if (parts[node] > 0) {
            for (int u = 0; u < units.size(); u++) {
                if (units.get(u) instanceof Unit.Partial partial && partial.node() == node) {
                    return u + 1;
                }
            }
        }
        int after = 0;
        for (int input : graph.node(node).inputs().toArray()) {
            after = Math.max(after, afterPartials(input, false));
        }
        return after;
    }

    private boolean containsHeavy(int node, boolean root) {
        if (stored[node] && !root) {
            return false;
        }
        if (isHeavy(graph.node(node).op())) {
            return true;
        }
        for (int input : graph.node(node).inputs().toArray()) {
            if (containsHeavy(input, false)) {
                return true;
            }
        }
        return false;
    }

    /** Whether element i of {@code node} needs no element of {@code read} but the one at i. */
    private boolean isPointwise(int node, int read) {
        return isPointwise(node, read, true);
    }

    private boolean isPointwise(int node, int read, boolean root) {
        if (stored[node] && !root) {
            return true;
        }
        Node n = graph.node(node);
        boolean through = n.op() instanceof Elementwise
                || n.op() instanceof Movement.Reshape
                || n.op() instanceof Annotation.After;
        for (int input : n.inputs().toArray()) {
            if (!through && reaches(input, read) || through && !isPointwise(input, read, false)) {
                return false;
            }
        }
        return true;
    }

    private boolean reaches(int node, int read) {
        if (node == read) {
            return true;
        }
        if (stored[node]) {
            return false;
        }
        for (int input : graph.node(node).inputs().toArray()) {
            if (reaches(input, read)) {
                return true;
            }
        }
        return false;
    }

    /** Refuses what this backend cannot compute. */
    static void check(Graph graph) {
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Decomposition op -> throw refusal(op);
                case HostCall op -> throw refusal(op);
                default -> {}
            }
        }
    }

    private static UnsupportedOperationException refusal(Op op) {
        return new UnsupportedOperationException("the backend 'tornado' does not compute the operation '" + op.label()
                + "'; compute it with the backend 'cpu' before and give it as a leaf");
    }
}
