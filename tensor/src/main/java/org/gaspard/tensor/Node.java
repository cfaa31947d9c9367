package org.gaspard.tensor;

/**
 * One operation of a {@link Graph}.
 *
 * @param op what is computed
 * @param type the type of the result
 * @param inputs the positions, in the graph, of the nodes it is computed from; all are earlier
 */
public record Node(Op op, TensorType type, Ints inputs) {}
