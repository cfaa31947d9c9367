package org.gaspard.benchmarks.cases;

import java.util.List;
import org.gaspard.tensor.Tensor;

/** The product of two square float32 matrices. */
final class MatrixProduct implements Workload {

    private final Kept product;

    MatrixProduct(int n) {
        Tensor a = Pattern.numbers(1, n, n);
        Tensor b = Pattern.numbers(2, n, n);
        product = new Kept(List.of(a, b), in -> List.of(in.get(0).matmul(in.get(1))));
    }

    static double flops(int n) {
        return 2.0 * n * n * n;
    }

    @Override
    public Fingerprint check() {
        return product.check();
    }

    @Override
    public void step() {
        product.step();
    }
}
