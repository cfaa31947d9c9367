package org.gaspard.metrics.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Scanner;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

/** Against the definitions written in Python with scikit-learn's learners, on 24 samples. */
class PredictionOracleTest {

    private final Map<String, Double> largest = new LinkedHashMap<>();

    @Test
    void agreesWithTheDefinitionsInPython() throws IOException {
        Scanner oracle = oracle();
        for (int number = 0; number < PredictionCases.COUNT; number++) {
            Sample sample = PredictionCases.oracle(number);
            assertThat(oracle.nextInt()).isEqualTo(number);
            assertThat(oracle.next()).isEqualTo(PredictionCases.kind(number));
            assertThat(oracle.nextInt()).isEqualTo(sample.training().codes().width());
            assertThat(oracle.nextInt()).isEqualTo(sample.training().factors().count());

            Score dci = Dci.standard().score(sample);
            compare("DCI disentanglement", dci.value(), oracle);
            compare("DCI completeness", dci.figure("completeness"), oracle);
            compare("DCI test informativeness", dci.figure("test informativeness"), oracle);
            compare("DCI training informativeness", dci.figure("training informativeness"), oracle);

            Score lasso = Dci.zaidiLasso().score(sample);
            compare("DCI lasso disentanglement", lasso.value(), oracle);
            compare("DCI lasso completeness", lasso.figure("completeness"), oracle);
            compare("DCI lasso informativeness", lasso.figure("test informativeness"), oracle);
            compare("DCI lasso informativeness", lasso.figure("training informativeness"), oracle);

            Score sap = Sap.standard().score(sample);
            compare("SAP", sap.value(), oracle);
            compare("SAP training", sap.figure("training SAP"), oracle);
            compare("SAP correlation", Sap.squaredCorrelation().score(sample).value(), oracle);
            compareAccuracies(sap.table("predictability"), sample, oracle);

            Score explicitness = Explicitness.standard().score(sample);
            compare("explicitness", explicitness.value(), oracle);
            compare("explicitness training", explicitness.figure("training explicitness"), oracle);
            Score rescaled = Explicitness.zaidi().score(sample);
            compare("explicitness one-versus-rest", rescaled.figure("test explicitness"), oracle);
            compare("explicitness one-versus-rest", rescaled.value(), oracle);

            compare("InfoE", InfoE.standard().score(sample).value(), oracle);
        }
        largest.forEach((metric, deviation) -> Deviations.record(metric, PredictionCases.COUNT, deviation, 0.2));
    }

    private void compare(String metric, double found, Scanner oracle) {
        double deviation = Math.abs(found - Double.parseDouble(oracle.next()));
        largest.merge(metric, Double.isNaN(deviation) ? Double.POSITIVE_INFINITY : deviation, Math::max);
        if (deviation > 1e-6) System.out.println(metric + " " + deviation + " " + found);
    }

    private void compareAccuracies(Score.Table table, Sample sample, Scanner oracle) {
        for (int l = 0; l < table.values().length; l++) {
            for (double value : table.values()[l]) {
                // A constant code guesses, and balanced classes are equally good guesses: rounding decides.
                if (sample.training().codes().constant(l)) {
                    oracle.next();
                } else {
                    compare("SAP accuracies", value, oracle);
                }
            }
        }
    }

    private static Scanner oracle() throws IOException {
        try (InputStream stream = PredictionOracleTest.class.getResourceAsStream("prediction.txt")) {
            return new Scanner(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
