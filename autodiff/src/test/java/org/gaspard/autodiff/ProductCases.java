package org.gaspard.autodiff;

import static org.gaspard.autodiff.Arg.also;
import static org.gaspard.autodiff.Arg.between;

import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.Product;

/** The cases of matrix products and convolutions. */
final class ProductCases {

    private ProductCases() {}

    static void add(List<OpCase> cases) {
        for (boolean ta : new boolean[] {false, true}) {
            for (boolean tb : new boolean[] {false, true}) {
                cases.add(matmul(ta, tb, 2, 3, 2).smooth());
                cases.add(matmul(ta, tb, 2, 1, 3, 2, 2).smooth());
                cases.add(matmul(ta, tb, 1, 1, 1));
                cases.add(matmul(ta, tb, 7, 9, 8));
                cases.add(matmul(ta, tb, 17, 33, 31));
                cases.add(matmul(ta, tb, 65, 16, 15));
                cases.add(matmul(ta, tb, 1, 65, 17));
                cases.add(matmul(ta, tb, 9, 65, 1));
                cases.add(matmul(ta, tb, 3, 2, 7, 8, 9));
                cases.add(matmul(ta, tb, 2, 0, 3));
                cases.add(matmul(ta, tb, 0, 2, 3));
                cases.add(matmul(ta, tb, 0, 2, 2, 3));
            }
        }
        int[] plain = {1, 1, 0, 0, 0, 0, 1, 1};
        int[] strided = {2, 2, 1, 1, 1, 1, 1, 1};
        int[] uneven = {2, 1, 0, 2, 1, 0, 1, 1};
        int[] dilated = {1, 2, 2, 1, 0, 3, 2, 3};
        convolutions(cases, true, plain, 1, 3, 3, 1, 2, 2, 2);
        convolutions(cases, true, strided, 1, 4, 3, 2, 3, 2, 1);
        convolutions(cases, true, uneven, 2, 3, 2, 1, 2, 2, 1);
        convolutions(cases, true, dilated, 1, 3, 4, 1, 2, 2, 1);
        convolutions(cases, false, plain, 2, 9, 8, 3, 3, 3, 17);
        convolutions(cases, false, plain, 3, 7, 7, 9, 1, 1, 8);
        convolutions(cases, false, strided, 2, 16, 15, 1, 4, 4, 8);
        convolutions(cases, false, strided, 1, 8, 8, 16, 4, 4, 7);
        convolutions(cases, false, uneven, 2, 9, 7, 2, 3, 5, 3);
        convolutions(cases, false, dilated, 2, 8, 17, 4, 3, 3, 5);
        convolutions(cases, false, plain, 0, 5, 5, 2, 3, 3, 2);
        // The window leaves the last row and column untouched: their gradient is 0.
        convolutions(cases, true, new int[] {2, 2, 0, 0, 0, 0, 1, 1}, 1, 4, 4, 1, 2, 1, 1);
        convolutions(cases, false, new int[] {3, 3, 0, 0, 0, 0, 1, 1}, 1, 9, 9, 2, 2, 2, 2);
    }

    /** Of the extents {@code batch…, m, k, n}. */
    private static OpCase matmul(boolean ta, boolean tb, int... extents) {
        int batch = extents.length - 3;
        int m = extents[batch];
        int k = extents[batch + 1];
        int n = extents[batch + 2];
        return OpCase.of(
                        new Product.MatMul(ta, tb),
                        between(-1, 1, ta ? shape(extents, batch, k, m) : shape(extents, batch, m, k)),
                        also(-1, 1, tb ? shape(extents, batch, n, k) : shape(extents, batch, k, n)))
                .gives(shape(extents, batch, m, n));
    }

    private static int[] shape(int[] extents, int batch, int rows, int columns) {
        int[] shape = Arrays.copyOf(extents, batch + 2);
        shape[batch] = rows;
        shape[batch + 1] = columns;
        return shape;
    }

    /** The convolution and its two adjoints, of images n × h × w × c with windows kh × kw and o results. */
    private static void convolutions(
            List<OpCase> cases, boolean smooth, int[] geometry, int n, int h, int w, int c, int kh, int kw, int o) {
        ConvolutionGeometry g = new ConvolutionGeometry(
                geometry[0], geometry[1], geometry[2], geometry[3], geometry[4], geometry[5], geometry[6], geometry[7]);
        int outH = (h + g.padTop() + g.padBottom() - g.dilationH() * (kh - 1) - 1) / g.strideH() + 1;
        int outW = (w + g.padLeft() + g.padRight() - g.dilationW() * (kw - 1) - 1) / g.strideW() + 1;
        List<OpCase> three = List.of(
                OpCase.of(new Product.Conv2d(g), between(-1, 1, n, h, w, c), also(-1, 1, kh, kw, c, o))
                        .gives(n, outH, outW, o),
                OpCase.of(
                                new Product.Conv2dInputGradient(g, h, w),
                                between(-1, 1, kh, kw, c, o),
                                also(-1, 1, n, outH, outW, o))
                        .gives(n, h, w, c),
                OpCase.of(
                                new Product.Conv2dWeightGradient(g, kh, kw),
                                between(-1, 1, n, h, w, c),
                                also(-1, 1, n, outH, outW, o))
                        .gives(kh, kw, c, o));
        for (OpCase convolution : three) {
            OpCase wide = convolution.within(3e-5);
            cases.add(smooth ? wide.smooth() : wide);
        }
    }
}
