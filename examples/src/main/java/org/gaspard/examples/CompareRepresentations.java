package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gaspard.examples.report.LineChart;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.similarity.CanonicalCorrelation;
import org.gaspard.metrics.similarity.CentredKernelAlignment;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.Metric;
import org.gaspard.topology.divergence.CrossBarcode;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.divergence.RtdLite;
import org.gaspard.topology.plot.BarcodePlot;
import org.gaspard.topology.plot.CloudPlot;
import org.gaspard.topology.plot.PngFile;
import org.jspecify.annotations.Nullable;

/**
 * Which measure sees how many clusters a cloud has fallen into? The Clusters experiment of Barannikov et al. (Representation
 * topology divergence, ICML 2022), with random numbers of our own: a cloud A of 60 draws of 5 points of N(0, I) in the
 * plane, and clouds B_k, in which the draws are dealt out to k clusters on a circle of radius 10. The more clusters, the less
 * B_k is like A; a measure that says so has Kendall's τ = 1 against k.
 *
 * <pre>
 *   examples/run CompareRepresentations             about 15 seconds; pictures in runs/compare-representations
 *   examples/run CompareRepresentations FOLDER      pictures in another folder
 * </pre>
 *
 * <p>Compared are RTD and RTD-Lite (Tulchinskii et al., AISTATS 2025), and as measures that look at correlations linear CKA
 * (Kornblith et al., Similarity of neural network representations revisited, ICML 2019) and SVCCA (Raghu et al., NeurIPS
 * 2017), both as one minus the similarity. Of these only RTD keeps the order; RTD-Lite falls as k grows.
 */
public final class CompareRepresentations {

    /** The numbers of clusters. */
    static final List<Integer> CLUSTERS = List.of(2, 3, 4, 5, 6, 10, 12);

    private static final long SEED = 7;
    private static final int DRAWS = 60;
    private static final int POINTS_OF_A_DRAW = 5;
    private static final int POINTS = DRAWS * POINTS_OF_A_DRAW;
    private static final double RADIUS = 10;

    private CompareRepresentations() {}

    /** The measures that are compared: what they say of two clouds of n points in the plane, [n × 2]; 0 for equal clouds. */
    enum Measure {
        RTD {
            @Override
            double between(double[] a, double[] b) {
                return 0.5 * (sum(loops(a, b)) + sum(loops(b, a)));
            }
        },
        RTD_LITE {
            @Override
            double between(double[] a, double[] b) {
                return RtdLite.standard()
                        .compare(distances(a), distances(b), POINTS)
                        .score();
            }
        },
        CKA {
            @Override
            double between(double[] a, double[] b) {
                return 1
                        - CentredKernelAlignment.linear()
                                .compare(codes(a), codes(b))
                                .value();
            }
        },
        SVCCA {
            @Override
            double between(double[] a, double[] b) {
                return 1
                        - CanonicalCorrelation.svcca()
                                .compare(codes(a), codes(b))
                                .value();
            }
        };

        abstract double between(double[] a, double[] b);

        String title() {
            return switch (this) {
                case RTD -> "RTD";
                case RTD_LITE -> "RTD-Lite";
                case CKA -> "1 − CKA";
                case SVCCA -> "1 − SVCCA";
            };
        }
    }

    /** Runs the experiment and writes its pictures. */
    public static void main(String[] args) throws IOException {
        if (args.length > 1) {
            System.err.println(
                    "CompareRepresentations: expected at most one folder, found " + args.length + " arguments");
            System.exit(2);
        }
        run(Path.of(args.length == 0 ? "runs/compare-representations" : args[0]), System.out);
    }

    /** Prints the table and writes the pictures into a folder; the scores of each measure, cloud by cloud. */
    static List<double[]> run(Path folder, PrintStream out) throws IOException {
        double[] a = cloud();
        List<double[]> scores = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            scores.add(scores(k -> measure.between(a, clusters(a, k))));
        }
        print(scores, out);
        draw(a, scores, folder);
        say(out, "pictures: %s", folder.toAbsolutePath().normalize());
        return scores;
    }

    private static double[] scores(ToDoubleFunction<Integer> score) {
        return CLUSTERS.stream().mapToDouble(score).toArray();
    }

    // ---- clouds

    /** Cloud A, [300 × 2]. */
    static double[] cloud() {
        return RandomKey.of(SEED).normal(DType.FLOAT64, POINTS, 2).toDoubleArray();
    }

    /** Cloud B_k: draw i moved by {@code 10 (cos θ, sin θ)}, {@code θ = 2π (i mod k) / k}. */
    static double[] clusters(double[] a, int k) {
        double[] moved = a.clone();
        for (int i = 0; i < POINTS; i++) {
            double angle = 2 * Math.PI * cluster(i, k) / k;
            moved[2 * i] += RADIUS * Math.cos(angle);
            moved[2 * i + 1] += RADIUS * Math.sin(angle);
        }
        return moved;
    }

    private static int cluster(int point, int k) {
        return point / POINTS_OF_A_DRAW % k;
    }

    private static Codes codes(double[] cloud) {
        return Codes.ofRows(IntStream.range(0, POINTS)
                .mapToObj(i -> new double[] {cloud[2 * i], cloud[2 * i + 1]})
                .toArray(double[][]::new));
    }

    // ---- topology

    private static double[] distances(double[] cloud) {
        return DistanceMatrix.ofPoints(cloud, 2, Metric.EUCLIDEAN).toSquare();
    }

    /** The loops of the R-cross-barcode: clusters of B, or of both together, that A joins later. */
    private static Diagram loops(double[] a, double[] b) {
        DistanceNormalisation scale = DistanceNormalisation.standard();
        return CrossBarcode.MIN
                .compute(scale.apply(distances(a), POINTS), scale.apply(distances(b), POINTS), POINTS, 1)
                .diagram();
    }

    private static double sum(Diagram diagram) {
        return Arrays.stream(diagram.lengths()).sum();
    }

    // ---- report

    /** Kendall's τ of scores and numbers of clusters: (pairs in the right order − pairs in the wrong one) / pairs. */
    static double kendall(double[] scores) {
        int balance = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < i; j++) {
                balance += (int) Math.signum(scores[i] - scores[j]);
            }
        }
        return balance / (0.5 * scores.length * (scores.length - 1));
    }

    private static void print(List<double[]> scores, PrintStream out) {
        StringBuilder head = new StringBuilder("clusters");
        for (Measure measure : Measure.values()) {
            head.append(String.format(Locale.ROOT, "%12s", measure.title()));
        }
        say(out, "%s", head);
        for (int row = 0; row < CLUSTERS.size(); row++) {
            int at = row;
            line(out, Integer.toString(CLUSTERS.get(row)), "%12.5f", scores, values -> values[at]);
        }
        line(out, "τ", "%12.2f", scores, CompareRepresentations::kendall);
    }

    private static void line(
            PrintStream out, String name, String format, List<double[]> scores, ToDoubleFunction<double[]> number) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%8s", name));
        scores.forEach(values -> line.append(String.format(Locale.ROOT, format, number.applyAsDouble(values))));
        say(out, "%s", line);
    }

    private static void say(PrintStream out, String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    private static void draw(double[] a, List<double[]> scores, Path folder) throws IOException {
        double[] k = CLUSTERS.stream().mapToDouble(Integer::doubleValue).toArray();
        LineChart.titled("How different are one cloud and k clusters?")
                .axes("clusters k", "score / largest score")
                .draw(Arrays.stream(Measure.values())
                        .map(measure ->
                                new LineChart.Series(measure.title(), k, relative(scores.get(measure.ordinal()))))
                        .toList())
                .write(folder.resolve("scores.png"));
        CloudPlot plot = CloudPlot.titled("Cloud A").size(360, 360);
        PngFile.write(plot.draw(List.of(new CloudPlot.Points("", a))), folder.resolve("cloud-1.png"));
        for (int count : CLUSTERS) {
            double[] moved = clusters(a, count);
            PngFile.write(
                    CloudPlot.titled("Cloud B with " + count + " clusters")
                            .size(360, 360)
                            .draw(IntStream.range(0, count)
                                    .mapToObj(cluster -> new CloudPlot.Points("", pointsOf(moved, cluster, count)))
                                    .toList()),
                    folder.resolve("cloud-" + count + ".png"));
        }
        PngFile.write(
                BarcodePlot.titled("What A joins later than A and B with 3 clusters do together")
                        .axis("distance / 0.9-quantile")
                        .draw(List.of(loops(a, clusters(a, 3)))),
                folder.resolve("barcode-3.png"));
    }

    private static double[] relative(double[] scores) {
        double largest = Arrays.stream(scores).max().orElseThrow();
        return Arrays.stream(scores).map(score -> score / largest).toArray();
    }

    private static double[] pointsOf(double[] cloud, int cluster, int k) {
        return IntStream.range(0, POINTS)
                .filter(i -> cluster(i, k) == cluster)
                .flatMap(i -> IntStream.of(2 * i, 2 * i + 1))
                .mapToDouble(i -> cloud[i])
                .toArray();
    }
}
