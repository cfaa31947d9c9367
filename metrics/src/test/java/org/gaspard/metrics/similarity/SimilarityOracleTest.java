package org.gaspard.metrics.similarity;

import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.similarity.CanonicalCorrelation.Average;
import org.junit.jupiter.api.Test;

/** Against oracles/similarity.py: 24 pairs of representations of 40 to 201 points with 2 to 4 codes. */
class SimilarityOracleTest {

    private static void hold(String name, String metric, double bound, RepresentationMetric... metrics) {
        double largest = OracleSets.largestDeviation(
                OracleSets.values(SimilarityOracleTest.class, "similarity.txt", metric), set -> {
                    Codes first = OracleSets.codes(set);
                    Codes second = OracleSets.others(set);
                    return List.of(metrics).stream()
                            .mapToDouble(each -> each.compare(first, second).value())
                            .toArray();
                });
        Deviations.record(name, OracleSets.COUNT, largest, bound);
    }

    @Test
    void linearKernelAlignment() {
        CentredKernelAlignment cka = CentredKernelAlignment.linear();
        hold("linear CKA", "linear", 1e-13, cka, cka.withoutBias());
    }

    @Test
    void gaussianKernelAlignment() {
        CentredKernelAlignment cka = CentredKernelAlignment.gaussian(0.8);
        hold("Gaussian CKA", "gaussian", 1e-13, cka, cka.withoutBias());
    }

    @Test
    void canonicalCorrelations() {
        RepresentationMetric swapped = new Swapped(CanonicalCorrelation.pwcca());
        hold(
                "CCA and PWCCA",
                "cca",
                1e-12,
                CanonicalCorrelation.mean(),
                new CanonicalCorrelation(1, Average.SQUARED),
                CanonicalCorrelation.pwcca(),
                swapped);
    }

    /** The same with the representations in the other order. */
    private record Swapped(RepresentationMetric metric) implements RepresentationMetric {
        @Override
        public String name() {
            return metric.name();
        }

        @Override
        public Score compare(Codes first, Codes second) {
            return metric.compare(second, first);
        }
    }

    @Test
    void singularVectorCanonicalCorrelations() {
        hold("SVCCA", "svcca", 1e-12, CanonicalCorrelation.svcca());
    }

    @Test
    void procrustes() {
        double largest = OracleSets.largestDeviation(
                OracleSets.values(SimilarityOracleTest.class, "similarity.txt", "procrustes"), set -> {
                    Score score = ProcrustesDistance.standard().compare(OracleSets.codes(set), OracleSets.others(set));
                    return new double[] {score.value(), score.figure("disparity")};
                });
        Deviations.record("Procrustes", OracleSets.COUNT, largest, 1e-13);
    }

    @Test
    void distances() {
        hold(
                "distance preservation",
                "distances",
                1e-12,
                DistancePreservation.pearson(),
                DistancePreservation.spearman());
    }

    @Test
    void triplets() {
        hold("triplet accuracy", "triplets", 1e-15, TripletAccuracy.all());
    }

    @Test
    void neighbours() {
        hold("mutual k-NN", "neighbours", 1e-14, NeighbourAlignment.standard(), NeighbourAlignment.euclidean(5));
    }
}
