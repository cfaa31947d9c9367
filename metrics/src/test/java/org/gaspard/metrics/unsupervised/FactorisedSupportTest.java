package org.gaspard.metrics.unsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class FactorisedSupportTest {

    private static final FactorisedSupport FOS = FactorisedSupport.standard();

    @Test
    void aFullGridIsABox() {
        assertThat(FOS.score(CodesTable.perfect()).value()).isZero();
        assertThat(FOS.score(CodesTable.permuted()).value()).isZero();
    }

    /** The corner (0, 9) of the diagonal's box: nearest are (4, 4) and (5, 5), 16 + 25 away. */
    @Test
    void duplicatedCodesAreADiagonal() {
        assertThat(FOS.score(CodesTable.duplicated()).value()).isEqualTo(41);
    }

    @Test
    void rotatedCodesAreADiamond() {
        // Corner (−9, 0) of differences d and sums s: points have −d ≤ min(s, 18 − s), nearest are (−5, 5) and (−4, 4).
        Codes codes = CodesTable.of((x, y) -> x - y, (x, y) -> x + y);
        assertThat(FOS.score(codes).value()).isEqualTo(41);
    }

    @Test
    void deadCodesAddNothingAndDuplicatedPairsAddUp() {
        Score score = FOS.score(CodesTable.withDead());
        assertThat(score.value()).isZero();
        assertThat(score.warnings()).containsExactly("dead codes [1]");
        Score three = FOS.score(CodesTable.of((x, y) -> x, (x, y) -> x, (x, y) -> x));
        assertThat(three.value()).isEqualTo(123);
        assertThat(three.figure("mean of pairs")).isEqualTo(41);
    }

    @Test
    void batchesAreAveraged() {
        Codes codes = OracleSets.codes(7);
        int n = codes.points();
        double first =
                FOS.score(codes.atPoints(IntStream.range(0, 50).toArray())).value();
        double second =
                FOS.score(codes.atPoints(IntStream.range(50, n).toArray())).value();
        assertThat(n).isBetween(51, 100);
        assertThat(new FactorisedSupport(50, false).score(codes).value())
                .isCloseTo((first + second) / 2, within(1e-15));
    }

    @Test
    void standardisedCodesHaveNoScale() {
        FactorisedSupport standardised = new FactorisedSupport(256, true);
        Codes codes = CodesTable.twice();
        Codes scaled = CodesTable.of((x, y) -> 100 * x, (x, y) -> -0.01 * (x + 0.5 * y));
        double value = standardised.score(codes).value();
        assertThat(value).isPositive();
        assertThat(standardised.score(scaled).value()).isCloseTo(value, within(1e-12));
        assertThat(standardised.score(CodesTable.withDead()).value()).isCloseTo(0, within(1e-28));
    }

    /** The envelope finds what the definition says, with repeated values, single points and wide scales. */
    @Test
    void theEnvelopeIsTheDefinition() {
        for (int seed = 1; seed < 40; seed++) {
            int n = 1 + seed;
            double[][] rows = OracleSets.noise(n, 2, seed);
            double[] x = new double[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = seed % 3 == 0 ? Math.floor(4 * rows[i][0]) : 1e3 * rows[i][0];
                y[i] = seed % 2 == 0 ? Math.floor(5 * rows[i][1]) : 1e-2 * rows[i][1];
            }
            assertThat(FarthestProduct.of(x, y).squaredDistance()).isCloseTo(definition(x, y), within(1e-9));
        }
    }

    private static double definition(double[] x, double[] y) {
        double largest = 0;
        for (double a : x) {
            for (double b : y) {
                double nearest = Double.POSITIVE_INFINITY;
                for (int k = 0; k < x.length; k++) {
                    nearest = Math.min(nearest, (a - x[k]) * (a - x[k]) + (b - y[k]) * (b - y[k]));
                }
                largest = Math.max(largest, nearest);
            }
        }
        return largest;
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> FOS.score(Codes.ofRows(new double[][] {{1}, {2}})))
                .hasMessageContaining("L ≥ 2");
        assertThatThrownBy(() -> new FactorisedSupport(0, false)).hasMessageContaining("batch");
    }
}
