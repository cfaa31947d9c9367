package org.gaspard.autodiff;

import static org.gaspard.autodiff.Arg.also;
import static org.gaspard.autodiff.Arg.dominant;

import java.util.List;
import org.gaspard.tensor.Decomposition;

/** The cases of linear algebra. */
final class DecompositionCases {

    private DecompositionCases() {}

    static void add(List<OpCase> cases) {
        for (int[] shape : new int[][] {{3, 3}, {2, 2, 2}, {1, 1}}) {
            square(cases, true, shape);
        }
        for (int[] shape : new int[][] {{9, 9}, {3, 5, 5}, {0, 2, 2}, {2, 1, 4, 4}}) {
            square(cases, false, shape);
        }
        singularValues(cases, true, 3, 3);
        singularValues(cases, true, 2, 3);
        singularValues(cases, true, 4, 2);
        singularValues(cases, true, 1, 3);
        singularValues(cases, false, 2, 5, 3);
        singularValues(cases, false, 9, 17);
        singularValues(cases, false, 0, 2, 3);
    }

    private static void square(List<OpCase> cases, boolean smooth, int... shape) {
        int[] packed = shape.clone();
        packed[shape.length - 2]++;
        int[] single = shape.clone();
        single[shape.length - 2] = 1;
        single[shape.length - 1] = 1;
        int[] right = shape.clone();
        right[shape.length - 1] = 2;
        add(cases, smooth, OpCase.of(new Decomposition.Cholesky(), dominant(shape)));
        add(
                cases,
                smooth,
                OpCase.of(new Decomposition.LogDeterminant(), dominant(shape)).gives(single));
        add(
                cases,
                smooth,
                OpCase.of(new Decomposition.SymmetricEigen(), dominant(shape)).gives(packed));
        add(
                cases,
                smooth,
                OpCase.of(new Decomposition.Solve(), dominant(shape), also(-1, 1, right))
                        .gives(right));
        for (boolean upper : new boolean[] {false, true}) {
            for (boolean transpose : new boolean[] {false, true}) {
                add(
                        cases,
                        smooth,
                        OpCase.of(
                                        new Decomposition.TriangularSolve(upper, transpose),
                                        dominant(shape),
                                        also(-1, 1, right))
                                .gives(right));
            }
        }
    }

    private static void singularValues(List<OpCase> cases, boolean smooth, int... shape) {
        int m = shape[shape.length - 2];
        int n = shape[shape.length - 1];
        int[] packed = shape.clone();
        packed[shape.length - 2] = 1 + m + n;
        packed[shape.length - 1] = Math.min(m, n);
        add(
                cases,
                smooth,
                OpCase.of(new Decomposition.SingularValues(), dominant(shape)).gives(packed));
    }

    private static void add(List<OpCase> cases, boolean smooth, OpCase c) {
        cases.add(smooth ? c.smooth() : c);
    }
}
