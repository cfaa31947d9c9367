package org.gaspard.tensor.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;

/**
 * Decompositions and solves of row-major matrices in {@code double[]}, at offsets so that a batch is a loop. Each costs
 * O(n³) operations. Inputs are not modified; an output may be the same array span as an input of the same size.
 *
 * <p>All throw {@link ArithmeticException}, before anything is written, if an input has an element that is not finite
 * or the decomposition does not exist. The algorithms are those of EJML.
 *
 * <p>Eigenvectors and singular vectors are unique up to their sign, which is fixed here: the component of largest
 * magnitude, the first of them on ties, is positive. Where values coincide the vectors span the right space but are not
 * determined further.
 */
public final class DenseLinearAlgebra {

    private DenseLinearAlgebra() {}

    /**
     * The lower triangular L with {@code A = L Lᵀ} and a positive diagonal, zeros above it.
     *
     * @param a symmetric n × n; only the lower triangle is read
     * @param l n × n, written
     * @throws ArithmeticException if A is not positive definite
     */
    public static void cholesky(double[] a, int ao, int n, double[] l, int lo) {
        DMatrixRMaj matrix = symmetric("cholesky", a, ao, n);
        var decomposition = DecompositionFactory_DDRM.chol(n, true);
        if (n > 0 && !decomposition.decompose(matrix)) {
            throw new ArithmeticException("cholesky: the " + n + " x " + n + " matrix is not positive definite");
        }
        if (n > 0) {
            write(decomposition.getT(null), l, lo);
        }
    }

    /**
     * The solution X of {@code T X = B}, or of {@code Tᵀ X = B}, by substitution: O(n² m).
     *
     * @param lower whether T is lower triangular, else upper; the other triangle is not read
     * @param transposed whether to solve with Tᵀ
     * @param t n × n
     * @param b n × m
     * @param x n × m, written; may be b itself
     * @throws ArithmeticException if T has a zero on its diagonal
     */
    public static void triangularSolve(
            boolean lower,
            boolean transposed,
            double[] t,
            int to,
            int n,
            double[] b,
            int bo,
            int m,
            double[] x,
            int xo) {
        for (int i = 0; i < n; i++) {
            int from = lower ? 0 : i;
            int until = lower ? i + 1 : n;
            for (int j = from; j < until; j++) {
                requireFinite("triangularSolve", t[to + i * n + j]);
            }
            if (t[to + i * n + i] == 0) {
                throw new ArithmeticException("triangularSolve: singular, element (" + i + ", " + i + ") is zero");
            }
        }
        copyOf("triangularSolve", b, bo, n * m);
        System.arraycopy(b, bo, x, xo, n * m);
        boolean forward = lower != transposed;
        for (int step = 0; step < n; step++) {
            int i = forward ? step : n - 1 - step;
            int row = xo + i * m;
            for (int k = forward ? 0 : i + 1; k < (forward ? i : n); k++) {
                double f = transposed ? t[to + k * n + i] : t[to + i * n + k];
                for (int j = 0; j < m; j++) {
                    x[row + j] -= f * x[xo + k * m + j];
                }
            }
            double diagonal = t[to + i * n + i];
            for (int j = 0; j < m; j++) {
                x[row + j] /= diagonal;
            }
        }
    }

    /**
     * The solution X of {@code A X = B}, by LU with partial pivoting. As in LAPACK, only an exactly zero pivot counts
     * as singular; a badly conditioned matrix gives an inaccurate answer.
     *
     * @param a n × n
     * @param b n × m
     * @param x n × m, written
     * @throws ArithmeticException if A is singular
     */
    public static void solve(double[] a, int ao, int n, double[] b, int bo, int m, double[] x, int xo) {
        double[] rightHandSides = copyOf("solve", b, bo, n * m);
        DMatrixRMaj matrix = DMatrixRMaj.wrap(n, n, copyOf("solve", a, ao, n * n));
        if (n == 0 || m == 0) {
            return;
        }
        var decomposition = new LUDecompositionAlt_DDRM();
        var solver = new LinearSolverLu_DDRM(decomposition);
        solver.setA(matrix);
        DMatrixRMaj lu = decomposition.getLU();
        for (int i = 0; i < n; i++) {
            if (lu.get(i, i) == 0) {
                throw new ArithmeticException(
                        "solve: the " + n + " x " + n + " matrix is singular, pivot " + i + " is zero");
            }
        }
        DMatrixRMaj solution = new DMatrixRMaj(n, m);
        solver.solve(DMatrixRMaj.wrap(n, m, rightHandSides), solution);
        write(solution, x, xo);
    }

    /** {@code ln |det A|} by LU with partial pivoting; -∞ for a singular matrix, 0 for n = 0. */
    public static double logAbsDeterminant(double[] a, int ao, int n) {
        DMatrixRMaj matrix = DMatrixRMaj.wrap(n, n, copyOf("logAbsDeterminant", a, ao, n * n));
        if (n == 0) {
            return 0;
        }
        var decomposition = new LUDecompositionAlt_DDRM();
        decomposition.decompose(matrix);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += StrictMath.log(Math.abs(decomposition.getLU().get(i, i)));
        }
        return sum;
    }

    /**
     * The eigenvalues λ, ascending, and the orthonormal eigenvectors, the columns of V: {@code A V = V diag(λ)}.
     *
     * @param a symmetric n × n; only the lower triangle is read
     * @param values n, written
     * @param vectors n × n, written
     * @throws ArithmeticException if the iteration does not converge
     */
    public static void symmetricEigen(
            double[] a, int ao, int n, double[] values, int valuesOffset, double[] vectors, int vectorsOffset) {
        DMatrixRMaj matrix = symmetric("symmetricEigen", a, ao, n);
        if (n == 0) {
            return;
        }
        var decomposition = DecompositionFactory_DDRM.eig(n, true, true);
        if (!decomposition.decompose(matrix)) {
            throw new ArithmeticException("symmetricEigen: no convergence on a " + n + " x " + n + " matrix");
        }
        int[] order = order(n, Comparator.comparingDouble(i -> decomposition.getEigenvalue(i).real));
        for (int j = 0; j < n; j++) {
            values[valuesOffset + j] = decomposition.getEigenvalue(order[j]).real;
            double[] vector = decomposition.getEigenVector(order[j]).data;
            double sign = signOfLargest(vector, n);
            for (int i = 0; i < n; i++) {
                vectors[vectorsOffset + i * n + j] = sign * vector[i];
            }
        }
    }

    /**
     * The thin singular value decomposition {@code A = U diag(s) Vᵀ} with {@code k = min(rows, columns)} values,
     * descending, and orthonormal columns in U and V, also where A lacks rank. The sign rule holds for the columns of
     * U; those of V follow.
     *
     * @param a rows × columns
     * @param u rows × k, written
     * @param s k, written
     * @param v columns × k, written
     * @throws ArithmeticException if the iteration does not converge
     */
    public static void svd(
            double[] a, int ao, int rows, int columns, double[] u, int uo, double[] s, int so, double[] v, int vo) {
        DMatrixRMaj matrix = DMatrixRMaj.wrap(rows, columns, copyOf("svd", a, ao, rows * columns));
        int k = Math.min(rows, columns);
        if (k == 0) {
            return;
        }
        var decomposition = DecompositionFactory_DDRM.svd(rows, columns, true, true, true);
        if (!decomposition.decompose(matrix)) {
            throw new ArithmeticException("svd: no convergence on a " + rows + " x " + columns + " matrix");
        }
        double[] values = decomposition.getSingularValues();
        DMatrixRMaj left = decomposition.getU(null, true);
        DMatrixRMaj right = decomposition.getV(null, true);
        int[] order = order(k, Comparator.comparingDouble(i -> -values[i]));
        for (int j = 0; j < k; j++) {
            s[so + j] = values[order[j]];
            double sign = signOfLargest(Arrays.copyOfRange(left.data, order[j] * rows, (order[j] + 1) * rows), rows);
            for (int i = 0; i < rows; i++) {
                u[uo + i * k + j] = sign * left.get(order[j], i);
            }
            for (int i = 0; i < columns; i++) {
                v[vo + i * k + j] = sign * right.get(order[j], i);
            }
        }
    }

    private static int[] order(int n, Comparator<Integer> comparator) {
        return IntStream.range(0, n).boxed().sorted(comparator).mapToInt(i -> i).toArray();
    }

    private static double signOfLargest(double[] vector, int n) {
        int largest = 0;
        for (int i = 1; i < n; i++) {
            if (Math.abs(vector[i]) > Math.abs(vector[largest])) {
                largest = i;
            }
        }
        return vector[largest] < 0 ? -1 : 1;
    }

    private static DMatrixRMaj symmetric(String method, double[] a, int ao, int n) {
        double[] full = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                full[i * n + j] = requireFinite(method, a[ao + i * n + j]);
                full[j * n + i] = full[i * n + j];
            }
        }
        return DMatrixRMaj.wrap(n, n, full);
    }

    private static double[] copyOf(String method, double[] a, int ao, int size) {
        double[] copy = new double[size];
        for (int i = 0; i < size; i++) {
            copy[i] = requireFinite(method, a[ao + i]);
        }
        return copy;
    }

    private static double requireFinite(String method, double element) {
        if (!Double.isFinite(element)) {
            throw new ArithmeticException(method + ": the matrix has the element " + element);
        }
        return element;
    }

    private static void write(DMatrixRMaj matrix, double[] out, int offset) {
        System.arraycopy(matrix.data, 0, out, offset, matrix.getNumElements());
    }
}
