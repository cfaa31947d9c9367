package org.gaspard.tensor.reference;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Executable;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Ordering;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Storage;

/** Computes a graph node by node, as it was written. Intermediate results stay in double precision. */
public final class ReferenceBackend implements Backend {

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Executable compile(Graph graph) {
        return new Interpreter(graph);
    }

    private record Interpreter(Graph graph) implements Executable {

        @Override
        public void run(List<Storage> leaves, List<Storage> outputs) {
            List<Value> values = new ArrayList<>(graph.nodes().size());
            int leaf = 0;
            for (Node node : graph.nodes()) {
                if (node.op() instanceof Op.Leaf) {
                    values.add(load(node, leaves.get(leaf++)));
                } else {
                    List<Value> inputs = new ArrayList<>();
                    for (int input : node.inputs().toArray()) {
                        inputs.add(values.get(input));
                    }
                    Value result = new Value(node.type());
                    compute(node.op(), inputs, result);
                    values.add(result);
                }
            }
            for (int i = 0; i < outputs.size(); i++) {
                store(values.get(graph.outputs().get(i)).numbers(), outputs.get(i));
            }
        }

        private static void compute(Op op, List<Value> in, Value out) {
            switch (op) {
                case Op.Leaf leaf -> throw new IllegalStateException("a leaf is not computed: " + leaf);
                case Elementwise elementwise -> ElementwiseReference.compute(elementwise, in, out);
                case Reduction reduction -> ReductionReference.compute(reduction, in.getFirst(), out);
                case Movement movement -> MovementReference.compute(movement, in, out);
                case Product product -> ProductReference.compute(product, in.get(0), in.get(1), out);
                case Generator generator -> GeneratorReference.compute(generator, in, out);
                case Ordering ordering -> OrderingReference.compute(ordering, in.getFirst(), out);
                case Decomposition decomposition -> DecompositionReference.compute(decomposition, in, out);
                case HostCall call -> call(call, in, out);
                case Annotation ignored ->
                    System.arraycopy(in.getFirst().numbers(), 0, out.numbers(), 0, out.numbers().length);
            }
        }

        private static void call(HostCall call, List<Value> in, Value out) {
            List<Storage> inputs = new ArrayList<>();
            for (Value value : in) {
                Storage storage = Storage.allocate(value.type().dtype(), value.numbers().length);
                store(value.numbers(), storage);
                inputs.add(storage);
            }
            Storage output = Storage.allocate(out.type().dtype(), out.numbers().length);
            call.function().compute(inputs, output);
            for (int i = 0; i < out.numbers().length; i++) {
                out.numbers()[i] = output.get(i);
            }
        }

        private static Value load(Node node, Storage storage) {
            Value value = new Value(node.type());
            for (int i = 0; i < value.numbers().length; i++) {
                value.numbers()[i] = storage.get(i);
            }
            return value;
        }

        private static void store(double[] numbers, Storage storage) {
            switch (storage) {
                case Storage.Floats(float[] data) -> {
                    for (int i = 0; i < data.length; i++) {
                        data[i] = (float) numbers[i];
                    }
                }
                case Storage.Doubles(double[] data) -> System.arraycopy(numbers, 0, data, 0, data.length);
                case Storage.Int32s(int[] data) -> {
                    for (int i = 0; i < data.length; i++) {
                        data[i] = (int) numbers[i];
                    }
                }
            }
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public String explain() {
            return "reference: node by node, in double precision\n" + graph;
        }
    }
}
