package org.gaspard.autodiff;

import java.util.List;
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
    void backendsAgree(DType dtype, int scale, int graphs, double tolerance) {
        for (long seed = 0; seed < graphs; seed++) {
            List<Tensor> expected = nodeByNode(seed, dtype, scale);
            for (Backend backend : Backend.all()) {
                List<Tensor> found = onePlan(backend, seed, dtype, scale);
                for (int i = 0; i < found.size(); i++) {
                    String what = backend.name() + " " + dtype + " seed " + seed + " output " + i;
                    Closeness.check(what, found.get(i).storage(), expected.get(i).storage(), tolerance);
                }
            }
        }
    }

    private static List<Tensor> onePlan(Backend backend, long seed, DType dtype, int scale) {
        List<Tensor> outputs = Backend.with("reference", () -> RandomGraph.outputs(seed, dtype, scale));
        return Backend.with(backend.name(), () -> {
            Tensor.evaluate(outputs);
            return outputs;
        });
    }

    private static List<Tensor> nodeByNode(long seed, DType dtype, int scale) {
        return Backend.with("reference", () -> {
            List<Tensor> outputs = RandomGraph.outputs(seed, dtype, scale);
            outputs.forEach(RandomGraphTest::computeFromInputsUp);
            return outputs;
        });
    }

    private static void computeFromInputsUp(Tensor x) {
        if (!x.isComputed()) {
            x.inputs().forEach(RandomGraphTest::computeFromInputsUp);
            x.computedNow();
        }
    }
}
