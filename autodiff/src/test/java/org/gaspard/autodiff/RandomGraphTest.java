package org.gaspard.autodiff;

import java.util.List;
import java.util.function.Supplier;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random expressions computed as one plan against the same expressions computed node by node on the reference backend,
 * each node rounded to its type.
 */
class RandomGraphTest {

    @ParameterizedTest
    @CsvSource({
        "FLOAT64, 1, 400, 1e-11",
        "FLOAT32, 1, 400, 1e-4",
        "INT32, 1, 400, 0",
        "FLOAT64, 9, 40, 1e-11",
        "FLOAT32, 9, 40, 1e-4",
        "INT32, 9, 40, 0"
    })
    void valuesAgree(DType dtype, int scale, int graphs, double tolerance) {
        for (long seed = 0; seed < graphs; seed++) {
            long drawn = seed;
            check(dtype + " seed " + seed, tolerance, () -> RandomGraph.outputs(drawn, dtype, scale));
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, 1, 150, 1e-10", "FLOAT32, 1, 150, 1e-3", "FLOAT64, 9, 10, 1e-10", "FLOAT32, 9, 10, 1e-3"})
    void gradientsAgree(DType dtype, int scale, int graphs, double tolerance) {
        for (long seed = 0; seed < graphs; seed++) {
            long drawn = seed;
            check(dtype + " seed " + seed, tolerance, () -> RandomGraph.gradients(drawn, dtype, scale));
        }
    }

    private static void check(String what, double tolerance, Supplier<List<Tensor>> graph) {
        List<Tensor> expected = Backend.with("reference", () -> {
            List<Tensor> outputs = graph.get();
            outputs.forEach(RandomGraphTest::computeFromInputsUp);
            return outputs;
        });
        for (Backend backend : Backend.all()) {
            List<Tensor> found = Backend.with("reference", graph);
            Backend.with(backend.name(), () -> {
                Tensor.evaluate(found);
                return found;
            });
            for (int i = 0; i < found.size(); i++) {
                String which = backend.name() + " " + what + " output " + i;
                Closeness.check(which, found.get(i).storage(), expected.get(i).storage(), tolerance);
            }
        }
    }

    private static void computeFromInputsUp(Tensor x) {
        if (!x.isComputed()) {
            x.inputs().forEach(RandomGraphTest::computeFromInputsUp);
            x.computedNow();
        }
    }
}
