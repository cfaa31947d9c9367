package org.gaspard.metrics.similarity;

import java.util.Arrays;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Rows;

/**
 * How far one representation is from the other after the best rotation or reflection: with the codes centred and divided by their
 * Frobenius norm, X and Y, and the nuclear norm {@code ‖·‖_*} (the sum of singular values),
 *
 * <pre>{@code d² = min_Q ‖X − Y Q‖² = 2 − 2 ‖XᵀY‖_*}</pre>
 *
 * over orthogonal Q, where the narrower representation is filled up with zeros. From 0 to 2. Small is alike. A figure "disparity"
 * is {@code 1 − ‖XᵀY‖_*²}, the smallest {@code ‖X − s Y Q‖²} if a scale s is free as well, from 0 to 1; it is what SciPy's
 * procrustes returns.
 *
 * <p>Equal representations get 0, also after a permutation, a rotation by 45°, one scale for all codes, a shift, or duplicating all
 * codes; dead codes add nothing; noise codes and a factor in two codes count as their variance says. A representation without
 * variation gives NaN with a warning. Known criticism: directions of large variance decide, less than for linear CKA.
 *
 * <p>Time {@code O(N L₁ L₂ + L³)}. The value of equal representations is 0 up to about 10⁻¹⁵, its root up to 10⁻⁸. Source: [S66]; [DDS21].
 */
public record ProcrustesDistance() implements RepresentationMetric {

    /** The squared distance. */
    public static ProcrustesDistance standard() {
        return new ProcrustesDistance();
    }

    @Override
    public String name() {
        return "Procrustes";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the numbers of points differ, or there are fewer than 2
     */
    @Override
    public Score compare(Codes first, Codes second) {
        Checks.samePoints(first, second, 2);
        Rows x = Rows.of(first).centred();
        Rows y = Rows.of(second).centred();
        double scale = Math.sqrt(x.squaredNorm()) * Math.sqrt(y.squaredNorm());
        if (!Rows.vary(first) || !Rows.vary(second)) {
            return Score.of(name(), Double.NaN)
                    .withWarning("a representation does not vary: the distance is not defined");
        }
        double nuclear = Arrays.stream(Rows.svd(x.productsWith(y), x.width(), y.width())
                                .values()
                                .toDoubleArray())
                        .sum()
                / scale;
        double similarity = Math.min(1, nuclear);
        return Score.of(name(), 2 - 2 * similarity)
                .withFigure("distance", Math.sqrt(2 - 2 * similarity))
                .withFigure("disparity", 1 - similarity * similarity);
    }
}
