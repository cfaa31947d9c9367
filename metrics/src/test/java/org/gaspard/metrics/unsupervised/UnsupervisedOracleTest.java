package org.gaspard.metrics.unsupervised;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.unsupervised.UnsupervisedDisentanglementRanking.Model;
import org.junit.jupiter.api.Test;

/** Against oracles/unsupervised.py: 24 representations of 40 to 201 points with 2 to 4 codes. */
class UnsupervisedOracleTest {

    private static final String VALUES = "unsupervised.txt";

    @Test
    void totalCorrelation() {
        double largest = OracleSets.largestDeviation(
                OracleSets.values(UnsupervisedOracleTest.class, VALUES, "total_correlation"), set -> new double[] {
                    GaussianTotalCorrelation.standard()
                            .score(OracleSets.codes(set))
                            .value()
                });
        Deviations.record("Gaussian TC", OracleSets.COUNT, largest, 1e-12);
    }

    /** The script subtracts traces, up to some thousands here. */
    @Test
    void wassersteinCorrelation() {
        double largest = OracleSets.largestDeviation(
                OracleSets.values(UnsupervisedOracleTest.class, VALUES, "wasserstein_correlation"), set -> {
                    Codes codes = OracleSets.codes(set);
                    return new double[] {
                        GaussianWassersteinCorrelation.standard().score(codes).value(),
                        GaussianWassersteinCorrelation.normalisedByVariance()
                                .score(codes)
                                .value()
                    };
                });
        Deviations.record("Gaussian Wasserstein correlation", OracleSets.COUNT, largest, 1e-11);
    }

    @Test
    void mutualInformation() {
        double largest = OracleSets.largestDeviation(
                OracleSets.values(UnsupervisedOracleTest.class, VALUES, "mutual_information"), set -> new double[] {
                    MutualInformationScore.standard()
                            .score(OracleSets.codes(set))
                            .value()
                });
        Deviations.record("MI of codes", OracleSets.COUNT, largest, 1e-13);
    }

    @Test
    void factorisedSupport() {
        double largest = OracleSets.largestDeviation(
                OracleSets.values(UnsupervisedOracleTest.class, VALUES, "factorised_support"), set -> new double[] {
                    new FactorisedSupport(64, false)
                            .score(OracleSets.codes(set))
                            .value()
                });
        Deviations.record("factorised support", OracleSets.COUNT, largest, 1e-12);
    }

    @Test
    void rankingByRankCorrelation() {
        hold("UDR Spearman", "udr_spearman", UnsupervisedDisentanglementRanking.spearman());
    }

    @Test
    void rankingByLasso() {
        hold("UDR lasso", "udr_lasso", UnsupervisedDisentanglementRanking.lasso());
    }

    private static void hold(String name, String values, UnsupervisedDisentanglementRanking ranking) {
        double largest =
                OracleSets.largestDeviation(OracleSets.values(UnsupervisedOracleTest.class, VALUES, values), set -> {
                    Score score = ranking.rank(models(set));
                    return IntStream.range(0, 4)
                            .mapToDouble(m -> score.figure("model " + m))
                            .toArray();
                });
        Deviations.record(name, OracleSets.COUNT, largest, 1e-12);
    }

    private static List<Model> models(int set) {
        int n = OracleSets.points(set);
        double[][] u = OracleSets.noise(n, 4, 3000 + set);
        return IntStream.range(0, 4)
                .mapToObj(m -> {
                    double[][] v = OracleSets.noise(n, 4, 4000 + 10 * set + m);
                    double[][] z = new double[n][4];
                    for (int i = 0; i < n; i++) {
                        for (int l = 0; l < 3; l++) {
                            z[i][l] = u[i][(l + m) % 3] + 0.4 * m * u[i][(l + 1) % 3] + 0.1 * v[i][l];
                        }
                        z[i][3] = v[i][3];
                    }
                    double[] divergences = {1, 0.5, m == 2 ? 0.005 : 0.02, 0.01};
                    return new Model("model " + m, Codes.ofRows(z), divergences);
                })
                .toList();
    }
}
