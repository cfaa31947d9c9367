package org.gaspard.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A scope in which every operation is checked: the first one that makes a number that is not finite from finite inputs
 * is named, with the place in the program where its node was built. Each intermediate result is kept, so evaluation is
 * slow and needs the memory of the whole graph.
 */
public final class Anomaly {

    private static final ScopedValue<Boolean> ON = ScopedValue.newInstance();

    private Anomaly() {}

    /** Runs {@code task} with the checks. */
    public static <T> T detect(Supplier<T> task) {
        return ScopedValue.where(ON, true).call(task::get);
    }

    /** Whether the checks are on here and now. */
    public static boolean isOn() {
        return ON.isBound();
    }

    /** Thrown where a number is not finite; its cause has the stack of the place where the node was built. */
    public static final class NotFiniteException extends ArithmeticException {

        private static final long serialVersionUID = 1;

        NotFiniteException(String message, Throwable origin) {
            super(message);
            initCause(origin);
        }
    }

    static void check(Engine engine, GraphBuilder.Layout layout) {
        Graph graph = layout.graph();
        int count = graph.nodes().size();
        int[] inner = java.util.stream.IntStream.range(0, count)
                .filter(i -> !(graph.node(i).op() instanceof Op.Leaf))
                .toArray();
        List<Storage> values = new ArrayList<>();
        for (int i : inner) {
            values.add(Storage.allocate(
                    graph.node(i).type().dtype(), graph.node(i).type().shape().size()));
        }
        engine.plan(new Graph(graph.nodes(), Ints.of(inner))).run(layout.leafValues(), values);
        for (int k = 0; k < inner.length; k++) {
            Storage value = values.get(k);
            for (int i = 0; i < value.size(); i++) {
                if (!Double.isFinite(value.get(i))) {
                    Node node = graph.node(inner[k]);
                    throw new NotFiniteException(
                            node.op().label() + " of type " + node.type() + " made " + value.get(i) + " at element "
                                    + i + "; its node was built at the place shown as the cause",
                            layout.tensors().get(inner[k]).origin());
                }
            }
        }
    }
}
