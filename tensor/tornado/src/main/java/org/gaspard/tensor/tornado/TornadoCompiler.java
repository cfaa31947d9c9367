package org.gaspard.tensor.tornado;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ordering;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.tornado.Code.Condition;
import org.gaspard.tensor.tornado.Code.Literal;
import org.gaspard.tensor.tornado.Code.Relation;
import org.gaspard.tensor.tornado.Code.Value;
import org.gaspard.tensor.tornado.KernelWriter.Place;

/** Turns a normalised graph into a list of steps over numbered buffers, each step one kernel. */
final class TornadoCompiler {

    /**
     * One kernel with what it runs on.
     *
     * @param label what it computes, in words
     * @param threads how many threads have work
     * @param buffers the buffers it takes, in the order of its arguments
     */
    record Step(String label, Code.Kernel kernel, int threads, List<Integer> buffers) {}

    /** The size and the kind of a buffer. */
    record Buffer(Kind kind, int size) {}

    private final Graph graph;
    private final Layout layout;
    private final Failures failures = new Failures();
    private final boolean[] needsArray;
    private final Map<Integer, Buffer> buffers = new HashMap<>();

    TornadoCompiler(Graph graph) {
        Layout.check(graph);
        this.graph = graph;
        this.layout = new Layout(graph);
        this.needsArray = layout.needsArray();
    }

    TornadoPlan compile(KernelCache cache) {
        List<Step> steps = new ArrayList<>();
        for (Layout.Unit unit : layout.units()) {
            Step step = step(unit);
            if (step.threads() > 0) {
                steps.add(step);
            }
        }
        for (int n = 0; n < graph.nodes().size(); n++) {
            if (layout.isStored(n) && needsArray[n]) {
                buffers.put(n, new Buffer(kind(n), size(n)));
            }
        }
        buffers.put(Failures.BUFFER, new Buffer(Kind.INT, failures.size()));
        return new TornadoPlan(graph, steps, buffers, failures, cache);
    }

    private Kind kind(int node) {
        return Kind.of(graph.node(node).type().dtype());
    }

    private int size(int node) {
        return graph.node(node).type().shape().size();
    }

    private Step step(Layout.Unit unit) {
        KernelWriter out = new KernelWriter();
        Expressions expressions = new Expressions(graph, layout, failures, out);
        return switch (unit) {
            case Layout.Unit.Partial partial -> {
                int threads = size(partial.node()) * partial.parts();
                buffers.put(expressions.partials(partial.node()), new Buffer(kind(partial.node()), threads));
                yield step(
                        "part of " + label(partial.node()),
                        out,
                        threads,
                        thread -> expressions.partial(partial, thread));
            }
            case Layout.Unit.Elements(List<Integer> nodes) -> elements(nodes, expressions, out);
        };
    }

    private Step elements(List<Integer> nodes, Expressions expressions, KernelWriter out) {
        int first = nodes.getFirst();
        Shape shape = graph.node(first).type().shape();
        if (graph.node(first).op() instanceof Ordering op) {
            return switch (op) {
                case Ordering.CumulativeSum sum ->
                    step(
                            label(first),
                            out,
                            shape.size() == 0 ? 0 : shape.size() / shape.extent(sum.axis()),
                            thread -> expressions.cumulativeSum(first, thread));
                case Ordering.ArgSort sort ->
                    step(label(first), out, shape.size(), thread -> expressions.argSort(first, thread));
            };
        }
        int product = nodes.size() == 1 ? expressions.tiledProduct(first) : -1;
        if (product >= 0) {
            int tiles = shape.size() / (Products.TILE * Products.TILE);
            String tiled = graph.node(product).op().label() + " in tiles, " + label(first);
            return step(tiled, out, tiles, thread -> expressions.tile(first, product, thread));
        }
        String label = String.join(", ", nodes.stream().map(this::label).toList());
        return step(label, out, shape.size(), thread -> {
            for (int node : nodes) {
                Value value = expressions.root(
                        node, new Place.Flat(graph.node(node).type().shape(), thread));
                if (needsArray[node]) {
                    out.store(node, thread, value);
                }
            }
        });
    }

    private String label(int node) {
        return graph.node(node).op().label() + " " + graph.node(node).type();
    }

    private interface Body {
        void write(Value thread);
    }

    private static Step step(String label, KernelWriter out, int threads, Body body) {
        Value thread = out.thread();
        if (threads % TornadoPlan.GROUP == 0) {
            body.write(thread);
        } else {
            out.when(List.of(new Condition(Relation.LESS, thread, Literal.of(threads))), () -> body.write(thread));
        }
        return new Step(label, out.kernel(), threads, out.buffers());
    }
}
