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

    private static final int GRAPHS = 300;

    @ParameterizedTest
    @CsvSource({"FLOAT64, 1e-11", "FLOAT32, 1e-4", "INT32, 0"})
    void backendsAgree(DType dtype, double tolerance) {
        for (long seed = 0; seed < GRAPHS; seed++) {
            List<Tensor> expected = nodeByNode(seed, dtype);
            for (Backend backend : Backend.all()) {
                List<Tensor> found = onePlan(backend, seed, dtype);
                for (int i = 0; i < found.size(); i++) {
                    String what = backend.name() + " " + dtype + " seed " + seed + " output " + i;
                    Closeness.check(what, found.get(i).storage(), expected.get(i).storage(), tolerance);
                }
            }
        }
    }

    private static List<Tensor> onePlan(Backend backend, long seed, DType dtype) {
        List<Tensor> outputs = Backend.with("reference", () -> RandomGraph.outputs(seed, dtype));
        return Backend.with(backend.name(), () -> {
            Tensor.evaluate(outputs);
            return outputs;
        });
    }

    private static List<Tensor> nodeByNode(long seed, DType dtype) {
        return Backend.with("reference", () -> {
            List<Tensor> outputs = RandomGraph.outputs(seed, dtype);
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
