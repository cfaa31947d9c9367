package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against values made with 60 digits by {@code src/test/oracles/error_function.py}. */
class SpecialFunctionsTest {

    @Test
    void erfIsWithinOneUlp() throws IOException {
        for (double[] row : rows("erf.csv")) {
            assertThat(ulps(SpecialFunctions.erf(row[0]), row[1]))
                    .as("erf(%s)", row[0])
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void complementIsWithinThreeUlp() throws IOException {
        for (double[] row : rows("erf.csv")) {
            assertThat(ulps(SpecialFunctions.erfComplement(row[0]), row[2]))
                    .as("erfc(%s)", row[0])
                    .isLessThanOrEqualTo(3);
        }
    }

    @Test
    void inverseIsWithinFourUlp() throws IOException {
        for (double[] row : rows("erfinv.csv")) {
            double found = SpecialFunctions.erfInverse(row[0]);
            assertThat(ulps(found, row[1])).as("erfInverse(%s)", row[0]).isLessThanOrEqualTo(4);
            assertThat(SpecialFunctions.erfInverse(-row[0])).isEqualTo(-found);
        }
    }

    @Test
    void inverseInverts() {
        for (double x = -0.9995; x < 1; x += 0.0037) {
            double there = SpecialFunctions.erfInverse(x);
            assertThat(ulps(SpecialFunctions.erf(there), x)).as("%s", x).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void specialValues() {
        double inf = Double.POSITIVE_INFINITY;
        assertThat(SpecialFunctions.erf(inf)).isEqualTo(1);
        assertThat(SpecialFunctions.erf(-inf)).isEqualTo(-1);
        assertThat(SpecialFunctions.erf(Double.MAX_VALUE)).isEqualTo(1);
        assertThat(SpecialFunctions.erf(Double.NaN)).isNaN();
        assertThat(1 / SpecialFunctions.erf(-0.0)).isEqualTo(-inf);
        assertThat(SpecialFunctions.erfComplement(inf)).isEqualTo(0);
        assertThat(SpecialFunctions.erfComplement(-inf)).isEqualTo(2);
        assertThat(SpecialFunctions.erfComplement(Double.NaN)).isNaN();
        assertThat(SpecialFunctions.erfInverse(1)).isEqualTo(inf);
        assertThat(SpecialFunctions.erfInverse(-1)).isEqualTo(-inf);
        assertThat(SpecialFunctions.erfInverse(1.0000001)).isNaN();
        assertThat(SpecialFunctions.erfInverse(-inf)).isNaN();
        assertThat(SpecialFunctions.erfInverse(Double.NaN)).isNaN();
        assertThat(1 / SpecialFunctions.erfInverse(-0.0)).isEqualTo(-inf);
    }

    private static double ulps(double found, double expected) {
        return Math.abs(found - expected) / Math.ulp(expected);
    }

    private static List<double[]> rows(String name) throws IOException {
        var stream = SpecialFunctionsTest.class.getResourceAsStream(name);
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        }
    }
}
