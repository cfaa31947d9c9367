package org.gaspard.metrics.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.UnsupervisedMetric;
import org.gaspard.metrics.information.DciMutualInformationGap;
import org.gaspard.metrics.information.InfoMec;
import org.gaspard.metrics.information.JointEntropyMinusGap;
import org.gaspard.metrics.information.Modularity;
import org.gaspard.metrics.information.MutualInformationGap;
import org.gaspard.metrics.information.MutualInformationGapSup;
import org.gaspard.metrics.intervention.BetaVaeScore;
import org.gaspard.metrics.intervention.FactorVaeScore;
import org.gaspard.metrics.intervention.FactoredDistances;
import org.gaspard.metrics.intervention.FactoredLinearity;
import org.gaspard.metrics.intervention.Flatness;
import org.gaspard.metrics.intervention.InterventionalRobustness;
import org.gaspard.metrics.intervention.ZMaxVariance;
import org.gaspard.metrics.prediction.Dci;
import org.gaspard.metrics.prediction.DciEs;
import org.gaspard.metrics.prediction.DownstreamAccuracy;
import org.gaspard.metrics.prediction.Explicitness;
import org.gaspard.metrics.prediction.Fairness;
import org.gaspard.metrics.prediction.InfoE;
import org.gaspard.metrics.prediction.NeuronKnockout;
import org.gaspard.metrics.prediction.Predictor;
import org.gaspard.metrics.prediction.Sap;
import org.gaspard.metrics.prediction.SingleNeuronClassification;
import org.gaspard.metrics.similarity.CanonicalCorrelation;
import org.gaspard.metrics.similarity.CentredKernelAlignment;
import org.gaspard.metrics.similarity.DistancePreservation;
import org.gaspard.metrics.similarity.ProcrustesDistance;
import org.gaspard.metrics.similarity.RepresentationMetric;
import org.gaspard.metrics.similarity.TripletAccuracy;
import org.gaspard.metrics.unsupervised.FactorisedSupport;
import org.gaspard.metrics.unsupervised.GaussianTotalCorrelation;
import org.gaspard.metrics.unsupervised.GaussianWassersteinCorrelation;
import org.gaspard.metrics.unsupervised.MutualInformationScore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The table of the README that shows what each metric says of codes for which its value is known: each entry holds the
 * expected value or range and the obtained one, and both are held against what is computed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalyticTableTest {

    private static final Path README = Path.of("README.md");
    private static final String HEADING = "### Codes whose score is known";
    private static final String ARROW = " → ";
    private static final double ROUNDING = 6e-4;
    private static final long SEED = 5;

    private final Map<String, String> entries = new LinkedHashMap<>();
    private final Map<String, Double> found = new TreeMap<>();

    /** A row: a metric's number for a sample. */
    private record Row(String name, Number number) {}

    @FunctionalInterface
    private interface Number {
        double of(Sample sample);
    }

    private static Row sampled(String name, SampledMetric metric) {
        return new Row(name, sample -> source(sample, metric).value());
    }

    private static Score source(Sample sample, SampledMetric metric) {
        return metric.score(PointSource.of(sample.training()), SEED);
    }

    private static Row ofCodes(String name, UnsupervisedMetric metric) {
        return new Row(name, sample -> metric.score(sample.training().codes()).value());
    }

    /** How alike the codes are to the factors, as a representation with two codes; of every tenth point. */
    private static Row similarity(String name, RepresentationMetric metric) {
        return new Row(name, sample -> {
            double[][] codes = sample.training().codes().rows();
            double[][] factors = new double[codes.length][];
            for (int n = 0; n < factors.length; n++) {
                factors[n] = new double[] {n / Coding.VALUES % Coding.VALUES, n % Coding.VALUES};
            }
            int few = 10 * Coding.VALUES * Coding.VALUES;
            return metric.compare(Codes.ofRows(Arrays.copyOf(codes, few)), Codes.ofRows(Arrays.copyOf(factors, few)))
                    .value();
        });
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("MIG", s -> MutualInformationGap.standard().score(s).value()));
        rows.add(new Row(
                "MIG-sup", s -> MutualInformationGapSup.standard().score(s).value()));
        rows.add(new Row("modularity", s -> Modularity.standard().score(s).value()));
        rows.add(new Row("JEMMIG", s -> JointEntropyMinusGap.standard().score(s).value()));
        rows.add(new Row(
                "DCIMIG", s -> DciMutualInformationGap.standard().score(s).value()));
        rows.add(new Row("InfoM", s -> InfoMec.standard().score(s).figure("InfoM")));
        rows.add(new Row("InfoC", s -> InfoMec.standard().score(s).figure("InfoC")));
        rows.add(new Row("InfoE", s -> InfoE.standard().score(s).value()));
        rows.add(new Row("DCI disentanglement", s -> Dci.standard().score(s).value()));
        rows.add(new Row("DCI completeness", s -> Dci.standard().score(s).figure("completeness")));
        rows.add(new Row("DCI informativeness", s -> Dci.standard().score(s).figure("test informativeness")));
        rows.add(new Row("SAP", s -> Sap.standard().score(s).value()));
        rows.add(new Row("SAP (R²)", s -> Sap.squaredCorrelation().score(s).value()));
        rows.add(new Row("explicitness", s -> Explicitness.standard().score(s).value()));
        rows.add(
                new Row("IRS", s -> InterventionalRobustness.standard().score(s).value()));
        rows.add(new Row(
                "downstream accuracy (boosting)",
                s -> new DownstreamAccuracy(Predictor.GRADIENT_BOOSTING, List.of(1000))
                        .score(s)
                        .value()));
        rows.add(new Row(
                "SNC", s -> SingleNeuronClassification.standard().score(s).value()));
        rows.add(new Row("NK", s -> NeuronKnockout.standard().score(s).value()));
        rows.add(new Row("DCI-ES explicitness", s -> DciEs.forest(SEED).score(s).value()));
        rows.add(sampled("β-VAE score", BetaVaeScore.standard()));
        rows.add(sampled("FactorVAE score", FactorVaeScore.standard()));
        rows.add(sampled("Z-max-variance", ZMaxVariance.standard()));
        rows.add(sampled("unfairness", Fairness.standard()));
        rows.add(sampled("flatness", Flatness.fast()));
        rows.add(sampled("factored distances", FactoredDistances.fast()));
        rows.add(sampled("factored linearity", FactoredLinearity.fast()));
        rows.add(ofCodes("Gaussian total correlation", GaussianTotalCorrelation.standard()));
        rows.add(ofCodes("Gaussian Wasserstein correlation", GaussianWassersteinCorrelation.standard()));
        rows.add(ofCodes("mutual information of codes", MutualInformationScore.standard()));
        rows.add(ofCodes("factorised support", FactorisedSupport.standard()));
        rows.add(similarity("CKA", CentredKernelAlignment.linear()));
        rows.add(similarity("SVCCA", CanonicalCorrelation.svcca()));
        rows.add(similarity("PWCCA", CanonicalCorrelation.pwcca()));
        rows.add(similarity("Procrustes distance", ProcrustesDistance.standard()));
        rows.add(similarity("distances preserved", DistancePreservation.pearson()));
        rows.add(similarity("triplet accuracy", TripletAccuracy.drawn(5000, SEED)));
        return rows;
    }

    @TestFactory
    Stream<DynamicTest> cells() throws IOException {
        readTable();
        List<Row> rows = rows();
        List<String> names = rows.stream()
                .flatMap(row -> Stream.of(Coding.values()).map(coding -> name(row, coding)))
                .toList();
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(
                        "has an entry for each case and no other",
                        () -> assertThat(entries.keySet()).containsExactlyElementsOf(names))),
                rows.stream()
                        .flatMap(row -> Stream.of(Coding.values())
                                .map(coding -> DynamicTest.dynamicTest(name(row, coding), () -> check(row, coding)))));
    }

    private static String name(Row row, Coding coding) {
        return row.name + " | " + coding;
    }

    private void check(Row row, Coding coding) {
        double value = row.number.of(coding.sample());
        found.put(name(row, coding), value);
        String entry = entries.getOrDefault(name(row, coding), "? → ?");
        String[] sides = entry.split(ARROW);
        assertThat(value).as("obtained").isCloseTo(Double.parseDouble(sides[1]), within(ROUNDING));
        String[] range = sides[0].split(" to ");
        assertThat(value)
                .as("expected")
                .isBetween(
                        Double.parseDouble(range[0]) - (range.length == 1 ? ROUNDING : 0),
                        Double.parseDouble(range[range.length - 1]) + (range.length == 1 ? ROUNDING : 0));
    }

    private void readTable() throws IOException {
        List<String> lines = Files.readAllLines(README).stream()
                .dropWhile(line -> !line.equals(HEADING))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("|"))
                .toList();
        List<String> columns = cellsOf(lines.getFirst());
        for (String line : lines.subList(2, lines.size())) {
            List<String> cells = cellsOf(line);
            for (int k = 1; k < columns.size(); k++) {
                entries.put(cells.getFirst() + " | " + columns.get(k), cells.get(k));
            }
        }
    }

    private static List<String> cellsOf(String line) {
        return Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|"))
                .map(String::strip)
                .toList();
    }

    /** Writes what was obtained, for who brings the README up to date. */
    @AfterAll
    void write() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Row row : rows()) {
            text.append("| ").append(row.name);
            for (Coding coding : Coding.values()) {
                text.append(
                        String.format(Locale.ROOT, " | ? → %.3f", found.getOrDefault(name(row, coding), Double.NaN)));
            }
            text.append(" |\n");
        }
        Path folder = Files.createDirectories(Path.of("target", "deviations"));
        Files.writeString(folder.resolve("known-scores.md"), text);
    }
}
