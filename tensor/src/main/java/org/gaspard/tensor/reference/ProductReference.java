package org.gaspard.tensor.reference;

import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.Product;

/** Matrix products and convolutions, straight from their definitions. */
final class ProductReference {

    private ProductReference() {}

    static void compute(Product op, Value a, Value b, Value out) {
        switch (op) {
            case Product.MatMul matmul -> matmul(matmul, a, b, out);
            case Product.Conv2d conv ->
                eachTap(conv.geometry(), a, b, out, (x, w, y) -> out.numbers()[y] += a.numbers()[x] * b.numbers()[w]);
            case Product.Conv2dInputGradient conv ->
                eachTap(conv.geometry(), out, a, b, (x, w, y) -> out.numbers()[x] += a.numbers()[w] * b.numbers()[y]);
            case Product.Conv2dWeightGradient conv ->
                eachTap(conv.geometry(), a, out, b, (x, w, y) -> out.numbers()[w] += a.numbers()[x] * b.numbers()[y]);
        }
    }

    private static void matmul(Product.MatMul op, Value a, Value b, Value out) {
        int m = out.extent(-2);
        int n = out.extent(-1);
        int inner = a.extent(op.transposeA() ? -2 : -1);
        int batch = m * n == 0 ? 0 : out.numbers().length / (m * n);
        for (int s = 0; s < batch; s++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int k = 0; k < inner; k++) {
                        int left = op.transposeA() ? k * m + i : i * inner + k;
                        int right = op.transposeB() ? j * inner + k : k * n + j;
                        sum += a.numbers()[s * m * inner + left] * b.numbers()[s * inner * n + right];
                    }
                    out.numbers()[s * m * n + i * n + j] = sum;
                }
            }
        }
    }

    /** Receives the flat positions, in images, weights and results, that one product of a convolution joins. */
    private interface Tap {
        void visit(int x, int w, int y);
    }

    /** Visits every product of {@code y[n,i,j,o] = Σ x[n, i·s + a·d - p, j·s + b·d - p, c] · w[a,b,c,o]}. */
    private static void eachTap(ConvolutionGeometry g, Value x, Value w, Value y, Tap tap) {
        for (int n = 0; n < y.extent(0); n++) {
            for (int i = 0; i < y.extent(1); i++) {
                for (int j = 0; j < y.extent(2); j++) {
                    for (int a = 0; a < w.extent(0); a++) {
                        for (int b = 0; b < w.extent(1); b++) {
                            int row = i * g.strideH() + a * g.dilationH() - g.padTop();
                            int column = j * g.strideW() + b * g.dilationW() - g.padLeft();
                            if (row < 0 || row >= x.extent(1) || column < 0 || column >= x.extent(2)) {
                                continue;
                            }
                            for (int c = 0; c < w.extent(2); c++) {
                                for (int o = 0; o < w.extent(3); o++) {
                                    tap.visit(x.flat(n, row, column, c), w.flat(a, b, c, o), y.flat(n, i, j, o));
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
