package org.gaspard.metrics.unsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.unsupervised.PosteriorIndifference.Factorisation;
import org.junit.jupiter.api.Test;

class PosteriorIndifferenceTest {

    private static final PosteriorIndifference PIPE = PosteriorIndifference.standard();

    @Test
    void theScoreIsTwiceTheErrorRate() {
        assertThat(PosteriorIndifference.of(0.5).value()).isEqualTo(1);
        assertThat(PosteriorIndifference.of(1).value()).isZero();
        assertThat(PosteriorIndifference.of(0.75).value()).isEqualTo(0.5);
        assertThat(PosteriorIndifference.of(0.75).warnings()).isEmpty();
        Score below = PosteriorIndifference.of(0.4);
        assertThat(below.value()).isCloseTo(1.2, within(1e-15));
        assertThat(below.warnings()).singleElement().asString().contains("below chance");
    }

    @Test
    void permutedCodesKeepTheirValuesAndLoseTheirDependence() {
        Codes codes = CodesTable.noise(1000, 1, 3);
        Codes twice = Codes.ofColumns(new double[][] {codes.column(0), codes.column(0)});
        Codes drawn = new PosteriorIndifference(Factorisation.PERMUTED).factorised(twice, 5);
        for (int l = 0; l < 2; l++) {
            assertThat(sorted(drawn.column(l))).isEqualTo(sorted(codes.column(0)));
        }
        double total = GaussianTotalCorrelation.standard().score(drawn).value();
        assertThat(total).isLessThan(0.005);
    }

    private static double[] sorted(double[] column) {
        Arrays.sort(column);
        return column;
    }

    @Test
    void uniformCodesFillTheRange() {
        Codes drawn = PIPE.factorised(CodesTable.duplicated(), 7);
        for (int l = 0; l < 2; l++) {
            assertThat(Arrays.stream(drawn.column(l)).min().orElseThrow()).isBetween(0.0, 0.6);
            assertThat(Arrays.stream(drawn.column(l)).max().orElseThrow()).isBetween(8.4, 9.0);
            assertThat(Arrays.stream(drawn.column(l)).average().orElseThrow()).isBetween(3.7, 5.3);
        }
        assertThat(drawn.column(0)).isNotEqualTo(drawn.column(1));
        assertThat(PIPE.factorised(CodesTable.duplicated(), 7).column(0)).isEqualTo(drawn.column(0));
        assertThat(PIPE.factorised(CodesTable.duplicated(), 8).column(0)).isNotEqualTo(drawn.column(0));
        assertThat(PIPE.factorised(CodesTable.withDead(), 7).column(1)).containsOnly(0.1);
    }

    /** A discriminator of codes that knows that data lie on the diagonal: right on all data and on nearly all others. */
    @Test
    void aDiscriminatorThatSees() {
        Score score = PIPE.score(
                CodesTable.duplicated(),
                (joint, drawn) -> {
                    int right = 0;
                    for (int n = 0; n < joint.points(); n++) {
                        right += joint.value(n, 0) == joint.value(n, 1) ? 1 : 0;
                        right += drawn.value(n, 0) == drawn.value(n, 1) ? 0 : 1;
                    }
                    return right / (2.0 * joint.points());
                },
                9);
        assertThat(score.value()).isZero();
        assertThat(score.settings()).containsEntry("factorisation", "UNIFORM").containsEntry("seed", "9");
    }

    @Test
    void refusesPercent() {
        assertThatThrownBy(() -> PosteriorIndifference.of(62.5)).hasMessageContaining("found 62.5");
        assertThatThrownBy(() -> PIPE.score(CodesTable.perfect(), (joint, drawn) -> Double.NaN, 0))
                .hasMessageContaining("NaN");
    }
}
