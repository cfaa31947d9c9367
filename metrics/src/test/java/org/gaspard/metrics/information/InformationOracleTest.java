package org.gaspard.metrics.information;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.GaussianPosteriors;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

/** Holds all metrics of the package against {@code src/test/oracles/information_metrics.py}. */
class InformationOracleTest {

    private static final PlugIn OWN = new PlugIn(Discretizer.ownRange(20));
    private static final PlugIn UNIT = new PlugIn(Discretizer.unitRange(10));
    private static final double BOUND = 1e-12;

    @Test
    void agreesWithTheDefinitionsInPython() throws IOException {
        List<String> lines = oracle();
        Map<String, Double> largest = new LinkedHashMap<>();
        for (int c = 0; c < lines.size(); c++) {
            String[] tokens = lines.get(c).split(" ");
            assertThat(tokens[0]).isEqualTo(Integer.toString(c));
            Map<String, Double> values = values(OracleData.of(c));
            assertThat(tokens).hasSize(values.size() + 1);
            int place = 1;
            for (Map.Entry<String, Double> value : values.entrySet()) {
                double expected = tokens[place].equals("nan") ? Double.NaN : Double.parseDouble(tokens[place]);
                place++;
                assertThat(value.getValue().isNaN())
                        .as("%s of case %d", value.getKey(), c)
                        .isEqualTo(Double.isNaN(expected));
                double deviation = Double.isNaN(expected) ? 0 : Math.abs(value.getValue() - expected);
                largest.merge(value.getKey(), deviation, Math::max);
            }
        }
        assertThat(lines).hasSize(24);
        largest.forEach((metric, deviation) -> Deviations.record(metric, lines.size(), deviation, BOUND));
    }

    private static Map<String, Double> values(OracleData data) {
        Sample sample = data.discrete();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("MIG", MutualInformationGap.standard().score(sample).value());
        values.put(
                "MIG-code-entropy",
                MutualInformationGap.normalizedByCodes().score(sample).value());
        values.put("MIG-quantile-bins", mig(Discretizer.quantiles(8), Normalizer.NONE, sample));
        values.put("MIG-fixed-bins", mig(Discretizer.fixedRange(30, 0.1, 0.9), Normalizer.FACTOR_ENTROPY, sample));
        values.put(
                "MIG-continuous-factors",
                MutualInformationGap.standard().score(data.continuous()).value());
        values.put(
                "MIG-nearest-neighbours",
                new MutualInformationGap(NearestNeighbourEstimator.of(3), Normalizer.NONE)
                        .score(data.continuous())
                        .value());
        values.put("MIG-sup", MutualInformationGapSup.standard().score(sample).value());
        values.put(
                "MIG-sup-active-codes",
                new MutualInformationGapSup(UNIT, Normalizer.FACTOR_ENTROPY, true)
                        .score(sample)
                        .value());
        values.put("modularity", Modularity.standard().score(sample).value());
        values.put(
                "modularity-active-codes",
                new Modularity(UNIT, true).score(sample).value());
        Score jemmig = JointEntropyMinusGap.standard().score(sample);
        values.put("JEMMIG", jemmig.value());
        values.put("JEMMIG-nats", jemmig.figure("JEMMIG (nats)"));
        values.put("DCIMIG", DciMutualInformationGap.standard().score(sample).value());
        Score binned = new InfoMec(OWN, 1.0 / 20).score(sample);
        values.put("InfoM-bins", binned.value());
        values.put("InfoC-bins", binned.figure("InfoC"));
        Score neighbours = InfoMec.standard().score(sample);
        values.put("InfoM", neighbours.figure("InfoM"));
        values.put("InfoC", neighbours.figure("InfoC"));
        GaussianPosteriors posteriors = data.posteriors();
        Factors factors = sample.training().factors();
        values.put(
                "MIG-sampled-posteriors",
                SampledMutualInformationGap.standard()
                        .score(posteriors, Codes.ofRows(data.draws()), factors)
                        .value());
        QuantizedPosteriors quantized = QuantizedPosteriors.standard();
        Score rmig = quantized.robustMutualInformationGap(posteriors, factors);
        values.put("RMIG", rmig.value());
        values.put("RMIG-normalised", rmig.figure("RMIG / factor entropy"));
        Score posteriorJemmig = quantized.jointEntropyMinusGap(posteriors, factors);
        values.put("JEMMIG-posteriors", posteriorJemmig.value());
        values.put("JEMMIG-posteriors-nats", posteriorJemmig.figure("JEMMIG (nats)"));
        values.put("informativeness", quantized.informativeness(posteriors).value());
        return values;
    }

    private static double mig(Discretizer discretizer, Normalizer normalizer, Sample sample) {
        return new MutualInformationGap(new PlugIn(discretizer), normalizer)
                .score(sample)
                .value();
    }

    private static List<String> oracle() throws IOException {
        try (InputStream stream = InformationOracleTest.class.getResourceAsStream("information_metrics.txt")) {
            List<String> lines = new ArrayList<>(
                    Arrays.asList(new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")));
            lines.removeIf(line -> line.startsWith("#"));
            return lines;
        }
    }
}
