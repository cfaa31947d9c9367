package org.gaspard.datasets.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.catalogue.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {

    private final FactorGrid grid = new FactorGrid(List.of(
            Factor.linear("a", 0, 1, 3),
            Factor.linear("b-c", 5, 9, 4),
            Factor.of("one", 0),
            Factor.linear("d", 0, 1, 5)));

    private void assertSame(FactorDistribution found, FactorDistribution expected) {
        assertThat(IntStream.range(0, grid.size())
                        .mapToDouble(found::probability)
                        .toArray())
                .isEqualTo(IntStream.range(0, grid.size())
                        .mapToDouble(expected::probability)
                        .toArray());
    }

    @Test
    void namesStandForFactors() {
        FactorDistribution uniform = FactorDistribution.uniform(grid);
        assertSame(Correlation.distribution(grid, List.of()), uniform);
        assertSame(
                Correlation.distribution(grid, List.of(Correlation.parse("a,b-c=0.3"), Correlation.parse("d,-a=0.5"))),
                uniform.correlated(0, 1, 0.3).inverselyCorrelated(3, 0, 0.5));
        assertSame(Correlation.distribution(grid, List.of(Correlation.parse("d,all=0.2"))), uniform.confounded(3, 0.2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b-c=0.3", "a,-b-c=0.04", "d,all=2.0"})
    void textIsReadAsItIsWritten(String text) {
        assertThat(Correlation.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | expected FACTOR,FACTOR=SIGMA, FACTOR,-FACTOR=SIGMA or FACTOR,all=SIGMA, found 'a'",
                "a=0.1 | found 'a=0.1'",
                "a,=0.1 | found 'a,=0.1'",
                ",a=0.1 | found ',a=0.1'",
                "a,d=strong | found 'a,d=strong'",
                "a,d=0 | sigma is 0.0, expected a finite number above 0",
                "a,all=-1 | sigma is -1.0",
                "a,d=NaN | sigma is NaN",
                "a,d=Infinity | sigma is Infinity",
                "a,e=0.1 | there is no factor 'e', expected one of [a(3), b-c(4), one(1), d(5)]",
                "e,all=0.1 | there is no factor 'e'",
                "a,one=0.1 | factor one(1) cannot correlate",
                "a,a=0.1 | expected at least one and none twice"
            })
    void whatCannotBeIsRefused(String text, String message) {
        assertThatThrownBy(() -> Correlation.distribution(grid, List.of(Correlation.parse(text))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void publishedOnesAreOfTheFactorsOfTheirDataSets() {
        Map<String, List<Correlation>> all = PublishedCorrelations.all();
        assertThat(all).hasSize(12 + 15 + 13 + 9);
        all.forEach((name, correlations) -> {
            FactorGrid factors = new FactorGrid(
                    Catalogue.entry(name.substring(0, name.indexOf('-'))).factors());
            FactorDistribution distribution = Correlation.distribution(factors, correlations);
            assertThat(distribution.probability(0)).as(name).isGreaterThan(1.0 / factors.size());
        });
        assertThat(PublishedCorrelations.named("dsprites-double-1-004"))
                .hasToString("[shape,posX=0.04, scale,posY=0.04]");
        assertThat(PublishedCorrelations.named("shapes3d-conf-1-02")).hasToString("[shape,all=0.2]");
        assertThatThrownBy(() -> PublishedCorrelations.named("dsprites"))
                .hasMessageContaining("there are no correlations 'dsprites', expected one of [dsprites-single-1-01,");
    }
}
