package org.gaspard.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.LineChart;

/**
 * The curves of a training log: objective, KL divergence, what a geometry-preserving term says of its solver, and the other terms.
 *
 * @param log its columns by name
 */
record LossCurves(Map<String, double[]> log) {

    /** Smoothing leaves about this many independent points in a curve; shorter curves are shown as they are. */
    private static final double POINTS = 60;

    private static final List<String> GEOMETRY = List.of("gmg_encoder", "gmg_decoder", "dst_encoder", "dst_decoder");
    private static final Set<String> SHOWN = Set.of("step", "loss", "reconstruction", "kl");

    /** Adds a section with a chart for each term. */
    void addTo(HtmlReport report) {
        report.section("Loss curves")
                .paragraph("Each term without its weight, on the batches of training; pale lines are single batches.");
        chart(report, "loss", "Objective and reconstruction", "nats an image", true, "loss", "reconstruction");
        chart(report, "kl", "KL divergence", "nats", false, "kl");
        for (String term : GEOMETRY) {
            String name = term.replace('_', '-');
            String words = term.startsWith("gmg") ? "Gromov-Monge gap and distortion" : "Distortion";
            String network = term.endsWith("encoder") ? ", encoder" : ", decoder";
            chart(report, name, words + network, "", true, term, term + ".distortion");
            // An exact solver's plan is a permutation at every step: a curve would show nothing but rounding.
            if (Arrays.stream(log.getOrDefault(term + ".entropy_ratio", new double[0]))
                    .anyMatch(ratio -> Math.abs(ratio - 1) > 1e-9)) {
                chart(
                        report,
                        name + "-entropy",
                        "Entropy of the plan over log n" + network + " (1 is a permutation)",
                        "",
                        false,
                        term + ".entropy_ratio");
            }
        }
        for (String term : log.keySet()) {
            // Columns with a point are diagnostics of a term.
            if (!SHOWN.contains(term) && !GEOMETRY.contains(term) && !term.contains(".")) {
                chart(report, "curve-" + term.replace('_', '-'), term.replace('_', ' '), "", false, term);
            }
        }
        chart(report, "curve-distance-scale", "The scale of latent distances", "", false, "gromov_wasserstein.scale");
    }

    /** Adds a chart of those of {@code columns} that the log has, if any. */
    private void chart(
            HtmlReport report, String name, String title, String unit, boolean logarithmic, String... columns) {
        double[] steps = log.getOrDefault("step", new double[0]);
        List<LineChart.Series> series = Arrays.stream(columns)
                .filter(log::containsKey)
                .map(column -> new LineChart.Series(column, steps, log.getOrDefault(column, steps)))
                .toList();
        if (!series.isEmpty()) {
            double smoothing = Math.max(0, 1 - POINTS / steps.length);
            LineChart chart = LineChart.titled(title).axes("step", unit).smoothing(smoothing);
            report.picture(
                    name,
                    title,
                    (logarithmic && isPositive(series.getFirst()) ? chart.logarithmic() : chart).draw(series));
        }
    }

    /** Whether a curve is positive nearly everywhere: the gap of an entropic solver is often negative. */
    private static boolean isPositive(LineChart.Series series) {
        return Arrays.stream(series.y()).filter(y -> y < 0).count() < 0.1 * series.y().length;
    }
}
