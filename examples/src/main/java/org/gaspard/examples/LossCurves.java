package org.gaspard.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.LineChart;

/**
 * The curves of a training log: objective, KL divergence, and what a geometry-preserving term says of its solver.
 *
 * @param log its columns by name
 */
record LossCurves(Map<String, double[]> log) {

    /** Smoothing leaves about this many independent points in a curve; shorter curves are shown as they are. */
    private static final double POINTS = 60;

    /** Adds a section with a chart for each term. */
    void addTo(HtmlReport report) {
        report.section("Loss curves")
                .paragraph("Each term without its weight, on the batches of training; pale lines are single batches.");
        chart(report, "loss", "Objective and reconstruction", "nats an image", true, "loss", "reconstruction");
        chart(report, "kl", "KL divergence", "nats", false, "kl");
        for (String term : List.of("gmg_encoder", "gmg_decoder", "dst_encoder", "dst_decoder")) {
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
