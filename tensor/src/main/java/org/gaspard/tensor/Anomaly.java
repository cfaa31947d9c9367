package org.gaspard.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A scope in which every operation is checked: the first one that makes an infinite number from finite inputs, or NaN
 * from inputs without NaN, is named with the place in the program where its node was built. Leaves and constants may hold
 * either. Each intermediate result is kept, so evaluation is slow and needs the memory of the whole graph.
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
        check(engine, layout, layout.leafValues());
    }

    static void check(Engine engine, GraphBuilder.Layout layout, List<Storage> leafValues) {
        Graph graph = layout.graph();
        int count = graph.nodes().size();
        int[] inner = IntStream.range(0, count)
                .filter(i -> !(graph.node(i).op() instanceof Op.Leaf))
                .toArray();
        List<Storage> values = new ArrayList<>();
        for (int i : inner) {
            values.add(Storage.allocate(
                    graph.node(i).type().dtype(), graph.node(i).type().shape().size()));
        }
        engine.plan(new Graph(graph.nodes(), Ints.of(inner))).run(leafValues, values);
        int[] defects = new int[count];
        for (int k = 0; k < leafValues.size(); k++) {
            defects[graph.leaves().get(k)] = worst(leafValues.get(k));
        }
        for (int k = 0; k < inner.length; k++) {
            Node node = graph.node(inner[k]);
            int made = worst(values.get(k));
            int given = Arrays.stream(node.inputs().toArray())
                    .map(i -> defects[i])
                    .max()
                    .orElse(made);
            defects[inner[k]] = made;
            if (made > given) {
                Storage numbers = values.get(k);
                int at = IntStream.range(0, numbers.size())
                        .filter(i -> defect(numbers.get(i)) == made)
                        .findFirst()
                        .getAsInt();
                throw new NotFiniteException(
                        node.op().label() + " of type " + node.type() + " made " + numbers.get(at) + " at element " + at
                                + "; its node was built at the place shown as the cause",
                        layout.tensors().get(inner[k]).origin());
            }
        }
    }

    private static int worst(Storage numbers) {
        int worst = 0;
        for (int i = 0; i < numbers.size(); i++) {
            worst = Math.max(worst, defect(numbers.get(i)));
        }
        return worst;
    }

    /** 0 for a finite number, 1 for an infinite one, 2 for NaN. */
    private static int defect(double number) {
        return Double.isNaN(number) ? 2 : Double.isInfinite(number) ? 1 : 0;
    }
}
