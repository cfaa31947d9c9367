package org.gaspard.tensor;

import java.util.List;

/** How tensors would be computed: which operations, fused into which kernels, in which memory. */
public final class Plan {

    private final Graph graph;
    private final Executable executable;

    private Plan(Graph graph, Executable executable) {
        this.graph = graph;
        this.executable = executable;
    }

    /** The plan by which the current backend would compute {@code outputs} together. */
    public static Plan of(Tensor... outputs) {
        Graph graph = GraphBuilder.layout(List.of(outputs)).graph();
        return new Plan(graph, Engine.current().plan(graph));
    }

    /** The graph as it was written, before the backend rewrites it. */
    public Graph graph() {
        return graph;
    }

    /** What runs, in order, in words, with the bytes it needs. */
    public String explain() {
        return executable.explain();
    }
}
