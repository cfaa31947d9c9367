package org.gaspard.metrics.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.similarity.CanonicalCorrelation.Average;
import org.junit.jupiter.api.Test;

/** What all measures say of representations that are alike in one way or another. */
class SimilarityCasesTest {

    private static final int N = 60;
    private static final Codes X = Codes.ofRows(OracleSets.noise(N, 2, 31));
    private static final Codes OTHER = Codes.ofRows(OracleSets.noise(N, 3, 37));

    /** Measures of 1 for what is alike. */
    private static final List<RepresentationMetric> SIMILARITIES = List.of(
            CentredKernelAlignment.linear(),
            CentredKernelAlignment.linear().withoutBias(),
            CentredKernelAlignment.gaussian(0.5),
            CentredKernelAlignment.gaussian(0.5).withoutBias(),
            CanonicalCorrelation.mean(),
            new CanonicalCorrelation(1, Average.SQUARED),
            CanonicalCorrelation.svcca(),
            CanonicalCorrelation.pwcca(),
            DistancePreservation.pearson(),
            DistancePreservation.spearman(),
            TripletAccuracy.all(),
            TripletAccuracy.drawn(5000, 3),
            NeighbourAlignment.euclidean(5));

    /** Measures of 0 for what is alike. */
    private static final List<RepresentationMetric> DISTANCES =
            List.of(ProcrustesDistance.standard(), TopologicalDivergence.rtd(), TopologicalDivergence.rtdLite());

    private static Codes mapped(UnaryOperator<double[]> map) {
        return Codes.ofRows(Arrays.stream(X.rows()).map(map).toArray(double[][]::new));
    }

    private static void alike(Codes other, double tolerance) {
        for (RepresentationMetric metric : SIMILARITIES) {
            assertThat(metric.compare(X, other).value()).as(metric.name()).isCloseTo(1, within(tolerance));
        }
        for (RepresentationMetric metric : DISTANCES) {
            assertThat(metric.compare(X, other).value()).as(metric.name()).isCloseTo(0, within(tolerance));
        }
    }

    @Test
    void theSame() {
        alike(X, 1e-12);
    }

    @Test
    void permutedShiftedAndScaled() {
        alike(mapped(z -> new double[] {4 * z[1] + 16, 4 * z[0] - 8}), 1e-12);
    }

    @Test
    void rotatedAndReflected() {
        double h = Math.sqrt(0.5);
        alike(mapped(z -> new double[] {h * (z[0] - z[1]), h * (z[0] + z[1])}), 1e-12);
        alike(mapped(z -> new double[] {-0.6 * z[0] + 0.8 * z[1], 0.8 * z[0] + 0.6 * z[1]}), 1e-12);
    }

    @Test
    void duplicatedWithDeadCodes() {
        alike(mapped(z -> new double[] {z[0], z[1], 0.1, z[0], z[1]}), 1e-12);
    }

    /** Linear maps leave canonical correlations alone, and nothing else. */
    @Test
    void sheared() {
        Codes sheared = mapped(z -> new double[] {z[0] + 0.7 * z[1], 0.3 * z[1]});
        for (RepresentationMetric metric : SIMILARITIES) {
            boolean canonical = metric instanceof CanonicalCorrelation;
            double value = metric.compare(X, sheared).value();
            if (canonical) {
                assertThat(value).as(metric.name()).isCloseTo(1, within(1e-12));
            } else {
                assertThat(value).as(metric.name()).isBetween(0.2, 0.97);
            }
        }
        for (RepresentationMetric metric : DISTANCES) {
            assertThat(metric.compare(X, sheared).value()).as(metric.name()).isGreaterThan(0.01);
        }
    }

    @Test
    void independentRepresentationsAreUnlike() {
        assertThat(CentredKernelAlignment.linear().compare(X, OTHER).value()).isLessThan(0.15);
        assertThat(CentredKernelAlignment.linear()
                        .withoutBias()
                        .compare(X, OTHER)
                        .value())
                .isBetween(-0.1, 0.1);
        assertThat(CentredKernelAlignment.gaussian(0.5)
                        .withoutBias()
                        .compare(X, OTHER)
                        .value())
                .isBetween(-0.1, 0.1);
        assertThat(CanonicalCorrelation.mean().compare(X, OTHER).value()).isLessThan(0.4);
        assertThat(DistancePreservation.pearson().compare(X, OTHER).value()).isBetween(-0.15, 0.15);
        assertThat(TripletAccuracy.all().compare(X, OTHER).value()).isBetween(0.45, 0.55);
        Score neighbours = NeighbourAlignment.euclidean(5).compare(X, OTHER);
        assertThat(neighbours.figure("by chance")).isEqualTo(5 / 59.0);
        assertThat(neighbours.value()).isBetween(0.0, 0.2);
        assertThat(ProcrustesDistance.standard().compare(X, OTHER).value()).isGreaterThan(1.2);
    }

    /** The measures that are symmetric. */
    @Test
    void theOrderOfTheTwo() {
        Stream.concat(SIMILARITIES.stream(), DISTANCES.stream())
                .filter(metric -> !metric.equals(CanonicalCorrelation.pwcca()))
                .forEach(metric -> assertThat(metric.compare(X, OTHER).value())
                        .as(metric.name())
                        .isCloseTo(metric.compare(OTHER, X).value(), within(1e-13)));
        Score pwcca = CanonicalCorrelation.pwcca().compare(X, OTHER);
        assertThat(pwcca.figure("projected on the second"))
                .isCloseTo(CanonicalCorrelation.pwcca().compare(OTHER, X).value(), within(1e-13))
                .isNotCloseTo(pwcca.value(), within(1e-4));
    }

    /** On one column both are functions of the correlation r = 0.8: CKA is r², CCA |r|, Procrustes 2 − 2|r|. */
    @Test
    void oneColumn() {
        Codes x = Codes.ofColumns(new double[][] {{-2, -1, 0, 1, 2}});
        Codes y = Codes.ofColumns(new double[][] {{-1, -2, 1, 0, 2}});
        assertThat(CentredKernelAlignment.linear().compare(x, y).value()).isCloseTo(0.64, within(1e-14));
        assertThat(CanonicalCorrelation.mean().compare(x, y).value()).isCloseTo(0.8, within(1e-14));
        assertThat(CanonicalCorrelation.svcca().compare(x, y).value()).isCloseTo(0.8, within(1e-14));
        assertThat(CanonicalCorrelation.pwcca().compare(x, y).value()).isCloseTo(0.8, within(1e-14));
        Score procrustes = ProcrustesDistance.standard().compare(x, y);
        assertThat(procrustes.value()).isCloseTo(0.4, within(1e-14));
        assertThat(procrustes.figure("disparity")).isCloseTo(0.36, within(1e-14));
        assertThat(procrustes.figure("distance")).isCloseTo(Math.sqrt(0.4), within(1e-14));
    }

    /** A direction with less than a hundredth of the variance is noise to SVCCA, and counts in CCA. */
    @Test
    void svccaDropsSmallDirections() {
        double[][] noise = OracleSets.noise(N, 2, 41);
        Codes x = mapped(z -> new double[] {z[0], 1e-4 * z[1]});
        double[] column = new double[N];
        Arrays.setAll(column, n -> 1e-4 * noise[n][0]);
        Codes y = Codes.ofColumns(new double[][] {X.column(0), column});
        Score svcca = CanonicalCorrelation.svcca().compare(x, y);
        assertThat(svcca.value()).isGreaterThan(0.999);
        assertThat(svcca.figure("directions of the first")).isEqualTo(1);
        assertThat(CanonicalCorrelation.mean().compare(x, y).value()).isLessThan(0.7);
    }

    @Test
    void chanceCorrelationsAreWarnedOf() {
        Codes few = X.atPoints(0, 1, 2);
        Score score = CanonicalCorrelation.mean().compare(few, OTHER.atPoints(0, 1, 2));
        assertThat(score.value()).isCloseTo(1, within(1e-12));
        assertThat(score.warnings()).singleElement().asString().contains("by chance");
        assertThat(CanonicalCorrelation.mean().compare(X, OTHER).warnings()).isEmpty();
    }

    @Test
    void aRepresentationWithoutVariation() {
        Codes dead = mapped(z -> new double[] {0.1, 0.7});
        for (RepresentationMetric metric : List.of(
                CentredKernelAlignment.linear(),
                CentredKernelAlignment.linear().withoutBias(),
                CentredKernelAlignment.gaussian(1),
                CentredKernelAlignment.gaussian(1).withoutBias(),
                CanonicalCorrelation.mean(),
                CanonicalCorrelation.pwcca(),
                DistancePreservation.pearson(),
                ProcrustesDistance.standard())) {
            for (Score score : List.of(metric.compare(X, dead), metric.compare(dead, X))) {
                assertThat(score.value()).as(metric.name()).isNaN();
                assertThat(score.warnings()).as(metric.name()).hasSize(1);
            }
        }
        assertThat(TripletAccuracy.all().compare(X, dead).value()).isZero();
    }

    @Test
    void drawnTripletsEstimateAll() {
        Codes sheared = mapped(z -> new double[] {z[0] + 0.7 * z[1], 0.3 * z[1]});
        double all = TripletAccuracy.all().compare(X, sheared).value();
        TripletAccuracy drawn = TripletAccuracy.drawn(20_000, 5);
        assertThat(drawn.compare(X, sheared).value()).isCloseTo(all, within(0.015));
        assertThat(drawn.compare(X, sheared)).isEqualTo(drawn.compare(X, sheared));
        assertThat(TripletAccuracy.drawn(20_000, 6).compare(X, sheared).value())
                .isNotEqualTo(drawn.compare(X, sheared).value());
    }

    @Test
    void cosineNeighboursIgnoreLengths() {
        Codes stretched = mapped(z -> new double[] {z[0] * (1 + z[1]), z[1] * (1 + z[1])});
        assertThat(NeighbourAlignment.standard().compare(X, stretched).value()).isEqualTo(1);
        assertThat(NeighbourAlignment.euclidean(10).compare(X, stretched).value())
                .isLessThan(1);
    }

    @Test
    void refusesBadInput() {
        Stream.concat(SIMILARITIES.stream(), DISTANCES.stream()).forEach(metric -> {
            assertThatThrownBy(() -> metric.compare(X, X.atPoints(0, 1, 2, 3, 4, 5)))
                    .as(metric.name())
                    .hasMessageContaining("same points");
            assertThatThrownBy(() -> metric.compare(X.atPoints(0), X.atPoints(0)))
                    .as(metric.name())
                    .hasMessageContaining("at least");
        });
        assertThatThrownBy(() -> CentredKernelAlignment.gaussian(0)).hasMessageContaining("fraction");
        assertThatThrownBy(() -> new CanonicalCorrelation(1.5, Average.MEAN)).hasMessageContaining("kept");
        assertThatThrownBy(() -> new CanonicalCorrelation(0, Average.MEAN)).hasMessageContaining("kept");
        assertThatThrownBy(() -> NeighbourAlignment.euclidean(0)).hasMessageContaining("k");
        assertThatThrownBy(() -> TripletAccuracy.drawn(0, 1)).hasMessageContaining("triplets");
    }

    @Test
    void representationsWithoutVariationOrScaleAreWarnedOf() {
        Codes dead = mapped(_ -> new double[] {1, 2});
        for (RepresentationMetric metric :
                List.of(TripletAccuracy.all(), NeighbourAlignment.euclidean(5), TopologicalDivergence.rtdLite())) {
            assertThat(metric.compare(dead, X).warnings())
                    .as(metric.name())
                    .contains("the first representation does not vary");
            assertThat(metric.compare(X, X).warnings()).as(metric.name()).isEmpty();
        }
        double[][] rows = dead.rows();
        rows[0][0] = 7;
        assertThat(TopologicalDivergence.rtdLite()
                        .compare(X, Codes.ofRows(rows))
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("of the distances of the second representation 90 % are 0");
    }
}
