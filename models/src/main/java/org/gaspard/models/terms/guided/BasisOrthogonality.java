package org.gaspard.models.terms.guided;

import java.util.List;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * {@code Σ_k Σ_{j≠k} (b_kᵀ b_j)²} over the images of a guide, the constant one too: makes them principal components. {@code O(K² H W C)};
 * the gradient flows into the images.
 *
 * <p>Ding et al., CVPR 2020: the second part of the loss of deformable principal components.
 *
 * @param guide the second decoder
 */
public record BasisOrthogonality(DeformablePca guide) implements Term {

    @Override
    public String name() {
        return "basis_orthogonality";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(guide.bases());
    }

    @Override
    public Value value(VaePass pass) {
        Tensor bases = pass.pass().value(guide.bases());
        Tensor products = bases.matmul(bases.transposed());
        Tensor others = Tensor.identity(bases.dtype(), bases.extent(0)).subtract(1);
        return Value.of(products.multiply(others).square().sum());
    }
}
