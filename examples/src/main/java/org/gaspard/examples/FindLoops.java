package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.GreedySubsample;
import org.gaspard.topology.Metric;
import org.gaspard.topology.diagram.Bottleneck;
import org.gaspard.topology.plot.BarcodePlot;
import org.gaspard.topology.plot.CloudPlot;
import org.gaspard.topology.plot.DiagramPlot;
import org.gaspard.topology.plot.PngFile;
import org.gaspard.topology.rips.Barcode;
import org.gaspard.topology.rips.Chain;
import org.gaspard.topology.rips.Representatives;
import org.gaspard.topology.rips.VietorisRips;
import org.jspecify.annotations.Nullable;

/**
 * Where are the holes of a cloud, and how sure can one be of them? Three noisy circles of different size and some scattered points
 * in the plane; persistent homology finds three long bars, and their representative cycles are polygons around the holes. A
 * quarter of the points, chosen one after the other as far as possible from those before, tells nearly the same: the diagrams are
 * no further apart than twice the distance of a point to its nearest chosen one (stability of persistence diagrams,
 * Cohen-Steiner, Edelsbrunner and Harer, 2007).
 *
 * <pre>
 *   examples/run FindLoops             pictures in runs/find-loops
 *   examples/run FindLoops FOLDER      pictures in another folder
 * </pre>
 */
public final class FindLoops {

    private static final long SEED = 3;
    private static final int SCATTERED = 30;
    private static final double NOISE = 0.06;
    private static final int HOLES = 3;

    /** A circle: where it is, how large, and of how many points. */
    private record Circle(double x, double y, double radius, int points) {}

    private static final List<Circle> CIRCLES =
            List.of(new Circle(-1.5, 0, 1.2, 120), new Circle(1.0, 0.3, 0.8, 90), new Circle(0.6, -1.4, 0.5, 60));

    private FindLoops() {}

    /** Runs the example and writes its pictures. */
    public static void main(String[] args) throws IOException {
        if (args.length > 1) {
            System.err.println("FindLoops: expected at most one folder, found " + args.length + " arguments");
            System.exit(2);
        }
        run(Path.of(args.length == 0 ? "runs/find-loops" : args[0]), System.out);
    }

    /**
     * What was found.
     *
     * @param loops the bars of dimension 1, with cycles
     * @param bottleneck the distance of the diagrams of all points and of the chosen ones
     * @param bound what it cannot exceed
     */
    record Found(Barcode loops, double bottleneck, double bound) {}

    /** Prints the bars and writes the pictures into a folder. */
    static Found run(Path folder, PrintStream out) throws IOException {
        double[] cloud = cloud();
        DistanceMatrix distances = DistanceMatrix.ofPoints(cloud, 2, Metric.EUCLIDEAN);
        Barcode loops = VietorisRips.upTo(1)
                .withRepresentatives(Representatives.CYCLES)
                .compute(distances)
                .barcode(1);
        List<Integer> longest = longestFirst(loops);
        say(out, "%d points, %d loops; the longest bars:", distances.size(), loops.size());
        for (int bar : longest.subList(0, HOLES + 2)) {
            say(
                    out,
                    "  born %.3f, filled %.3f, a cycle of %d edges",
                    loops.diagram().birth(bar),
                    loops.diagram().death(bar),
                    loops.representative(bar).size());
        }
        GreedySubsample subsample = GreedySubsample.of(distances, distances.size() / 4);
        Barcode fewer = VietorisRips.upTo(1).compute(subsample.distances()).barcode(1);
        double bound = subsample.bottleneckBound();
        double bottleneck = new Bottleneck().distance(loops.diagram(), fewer.diagram());
        say(out, "%d of the points: bottleneck distance %.3f, at most %.3f", subsample.size(), bottleneck, bound);
        draw(cloud, loops, fewer, longest.subList(0, HOLES), folder);
        say(out, "pictures: %s", folder.toAbsolutePath().normalize());
        return new Found(loops, bottleneck, bound);
    }

    /** The points of the circles, then the scattered ones, [n × 2]. */
    static double[] cloud() {
        RandomKey key = RandomKey.of(SEED);
        int n = CIRCLES.stream().mapToInt(Circle::points).sum() + SCATTERED;
        double[] noise = key.child(0).normal(DType.FLOAT64, n, 2).toDoubleArray();
        double[] place = key.child(1).uniform(DType.FLOAT64, n, 2).toDoubleArray();
        double[] cloud = new double[2 * n];
        int i = 0;
        for (Circle circle : CIRCLES) {
            for (int k = 0; k < circle.points; k++, i++) {
                double angle = 2 * Math.PI * place[2 * i];
                cloud[2 * i] = circle.x + circle.radius * Math.cos(angle) + NOISE * noise[2 * i];
                cloud[2 * i + 1] = circle.y + circle.radius * Math.sin(angle) + NOISE * noise[2 * i + 1];
            }
        }
        for (; i < n; i++) {
            cloud[2 * i] = 6 * place[2 * i] - 3;
            cloud[2 * i + 1] = 4 * place[2 * i + 1] - 2.2;
        }
        return cloud;
    }

    /** The bars, longest first. */
    static List<Integer> longestFirst(Barcode loops) {
        return IntStream.range(0, loops.size())
                .boxed()
                .sorted(Comparator.comparingDouble(bar -> -loops.diagram().length(bar)))
                .toList();
    }

    private static void draw(double[] cloud, Barcode loops, Barcode fewer, List<Integer> longest, Path folder)
            throws IOException {
        List<CloudPlot.Edges> cycles = new ArrayList<>();
        for (int bar : longest) {
            Chain cycle = loops.representative(bar);
            cycles.add(CloudPlot.Edges.of(
                    String.format(Locale.ROOT, "length %.2f", loops.diagram().length(bar)), cycle.simplices()));
        }
        PngFile.write(
                CloudPlot.titled("Cycles of the three longest bars")
                        .size(540, 400)
                        .draw(List.of(new CloudPlot.Points("", cloud)), cycles),
                folder.resolve("cycles.png"));
        PngFile.write(
                DiagramPlot.titled("Loops: birth and death")
                        .compare(List.of(
                                new DiagramPlot.Named("all points", loops.diagram()),
                                new DiagramPlot.Named("a quarter of them", fewer.diagram()))),
                folder.resolve("diagram.png"));
        PngFile.write(
                BarcodePlot.titled("Loops: bars").axis("distance").draw(List.of(loops.diagram())),
                folder.resolve("barcode.png"));
    }

    private static void say(PrintStream out, String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
