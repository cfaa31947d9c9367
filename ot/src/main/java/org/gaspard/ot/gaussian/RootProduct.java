package org.gaspard.ot.gaussian;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * {@code B^½ A^½ = U diag(s) Vᵀ}: through the singular values of the product of the roots, rather than through the
 * eigenvalues s² of {@code A^½ B A^½}, whose square root would have half of the digits where s is small.
 *
 * @param s [d]
 * @param u [d × d]
 * @param v [d × d]
 */
record RootProduct(double[] s, double[] u, double[] v) {

    static RootProduct of(double[] rootA, double[] rootB, int d) {
        var decomposition = DecompositionFactory_DDRM.svd(d, d, true, true, false);
        if (!decomposition.decompose(DMatrixRMaj.wrap(d, d, Matrices.product(rootB, rootA, d)))) {
            throw new ArithmeticException("the singular values of a matrix [" + d + " × " + d + "] were not found");
        }
        return new RootProduct(
                decomposition.getSingularValues().clone(),
                decomposition.getU(null, false).getData(),
                decomposition.getV(null, false).getData());
    }

    /** {@code (A^½ B A^½)^½ = V diag(s) Vᵀ}. */
    double[] rootOfProduct() {
        int d = s.length;
        return Matrices.product(Matrices.scaleColumns(v, s, d), Matrices.transposed(v, d), d);
    }
}
