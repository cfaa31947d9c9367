package org.gaspard.metrics.intervention;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;

/**
 * How far is an encoder f from commuting with a known action? A transformation g of the images is said to act on codes by
 * some {@code ρ(g)}; the encoder is equivariant if {@code f(g·x) = ρ(g) f(x)}.
 *
 * <p>With the codes {@code z = f(x)} before and {@code z' = f(g·x)} after, and the prediction {@code ẑ' = ρ(g) z},
 *
 * <pre>{@code error = √( Σ_n ‖z'_n − ẑ'_n‖² / Σ_n ‖z'_n − z_n‖² )}</pre>
 *
 * the error relative to that of predicting no change. Figures: {@code mean ‖z' − ẑ'‖} in L1 and L2, their root mean square,
 * the mean L2 displacement {@code ‖z' − z‖}, and the part of the variance of z' that is not predicted,
 * {@code Σ ‖z' − ẑ'‖² / Σ ‖z' − mean z'‖²}. The table has the root mean square error of each code.
 *
 * <p>Range: [0, ∞); 0 if equivariant, 1 for a prediction of no change, {@code √2} for independent noise of the size of the
 * displacement. The relative error does not change with a common scale or rotation of codes and predictions, nor when all codes
 * and predictions are duplicated; dead codes add nothing. If no code
 * moves, the relative error is 0/0 or infinite: NaN with a warning. If the codes after are all equal the part of the variance
 * is NaN or infinite.
 *
 * <p>Criticism: it asks for a given action only; codes that ignore the image are equivariant to the trivial one. An invariant
 * encoder is refused by the NaN above, not praised.
 *
 * <p>Time N L.
 *
 * <p>Source: the definition of an equivariant map, as used for representations by Higgins et al., "Towards a definition of
 * disentangled representations", 2018.
 */
public final class EquivarianceError {

    private EquivarianceError() {}

    /**
     * The error of N pairs.
     *
     * @param before codes of the images, [N × L]
     * @param after codes of the transformed images, [N × L]
     * @param predicted what the action makes of {@code before}, [N × L]
     * @throws IllegalArgumentException if shapes differ
     */
    public static Score of(Codes before, Codes after, Codes predicted) {
        requireShape("before", before, after);
        requireShape("predicted", predicted, after);
        double l1 = 0;
        double l2 = 0;
        double squares = 0;
        double moved = 0;
        double movedSquares = 0;
        double[] ofCodes = new double[after.width()];
        for (int n = 0; n < after.points(); n++) {
            double square = 0;
            double movedSquare = 0;
            for (int l = 0; l < after.width(); l++) {
                double error = after.value(n, l) - predicted.value(n, l);
                double step = after.value(n, l) - before.value(n, l);
                l1 += Math.abs(error);
                square += error * error;
                movedSquare += step * step;
                ofCodes[l] += error * error;
            }
            l2 += Math.sqrt(square);
            squares += square;
            moved += Math.sqrt(movedSquare);
            movedSquares += movedSquare;
        }
        int points = after.points();
        for (int l = 0; l < ofCodes.length; l++) {
            ofCodes[l] = Math.sqrt(ofCodes[l] / points);
        }
        Score score = Score.of("equivariance error", movedSquares == 0 ? Double.NaN : Math.sqrt(squares / movedSquares))
                .withFigure("mean L1 error", l1 / points)
                .withFigure("mean L2 error", l2 / points)
                .withFigure("root mean square error", Math.sqrt(squares / points))
                .withFigure("mean L2 displacement", moved / points)
                .withFigure("unpredicted part of variance", squares / scatter(after))
                .withTable(Score.Table.ofCodes("root mean square error", ofCodes));
        return movedSquares == 0 ? score.withWarning("not defined relative to the displacement: no code moves") : score;
    }

    private static void requireShape(String name, Codes found, Codes expected) {
        if (found.points() != expected.points() || found.width() != expected.width()) {
            throw new IllegalArgumentException(
                    name + " must have the shape of after, found " + found + " and " + expected);
        }
    }

    /** {@code Σ_n ‖z_n − mean z‖²}, exactly 0 if all are equal. */
    private static double scatter(Codes codes) {
        double scatter = 0;
        for (int l = 0; l < codes.width(); l++) {
            double first = codes.value(0, l);
            double mean = 0;
            for (int n = 0; n < codes.points(); n++) {
                mean += codes.value(n, l) - first;
            }
            mean /= codes.points();
            for (int n = 0; n < codes.points(); n++) {
                double deviation = codes.value(n, l) - first - mean;
                scatter += deviation * deviation;
            }
        }
        return scatter;
    }
}
