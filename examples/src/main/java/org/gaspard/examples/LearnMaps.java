package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.examples.report.ScatterGrid;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovMongeGap;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovMongeGapResult;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.SinkhornDivergence;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.maps.MapEstimator;
import org.gaspard.ot.maps.MapRegulariser;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a map between two distributions gains from a regulariser. The plane experiment of Uscidda et al. (Disentangled
 * representation learning with the Gromov-Monge gap, 2024), with distributions and random numbers of our own: a network learns to
 * send five Gaussians to a uniform square and to a ring, with a Sinkhorn divergence as its loss and three regularisers, each for
 * two costs, the squared distance and the cosine similarity:
 *
 * <ul>
 *   <li>none: the images fill the target, but the geometry is whatever the start of the training left;
 *   <li>the distortion, which asks that pairs of points keep their cost: the geometry stays, but the images miss the target;
 *   <li>the Gromov-Monge gap, which asks that pairs keep their cost as well as these images allow: the images fill the target,
 *       and as much of the geometry stays as can.
 * </ul>
 *
 * <pre>
 *   examples/run LearnMaps             about a minute; a picture in runs/learn-maps
 *   examples/run LearnMaps FOLDER      the picture in another folder
 * </pre>
 *
 * <p>The table has for each map the divergence, the distortion and the gap on points that were not trained on. A local search
 * finds the gap, so the true one may be larger. How bad a map without a regulariser is depends on where its training starts.
 */
public final class LearnMaps {

    /** A line of the table. */
    record Row(Target target, Geometry geometry, Regulariser regulariser, Score score) {}

    /**
     * How good a map is on fresh points.
     *
     * @param divergence of images and target
     * @param distortion of the costs
     * @param gap the Gromov-Monge gap
     */
    record Score(double divergence, double distortion, double gap) {}

    /**
     * How long to train.
     *
     * @param steps of each map
     * @param learningRate of Adam
     */
    record Training(int steps, double learningRate) {}

    /** Where to: draws n points, float32 [n, 2]. */
    enum Target {
        /** Uniform on [−1, 1]². */
        SQUARE {
            @Override
            Tensor draw(RandomKey key, int n) {
                return key.uniform(DType.FLOAT32, n, 2).multiply(2).subtract(1);
            }
        },
        /** Uniform in the angle, and in the radius from 0.9 to 1.1. */
        RING {
            @Override
            Tensor draw(RandomKey key, int n) {
                Tensor angle = key.child(0).uniform(DType.FLOAT32, n, 1).multiply(2 * Math.PI);
                Tensor radius =
                        key.child(1).uniform(DType.FLOAT32, n, 1).multiply(0.2).add(0.9);
                return Tensor.concatenate(1, angle.cos(), angle.sin()).multiply(radius);
            }
        };

        abstract Tensor draw(RandomKey key, int n);
    }

    /** Which costs of pairs are to stay, and how much that counts. */
    enum Geometry {
        DISTANCES("distances", Cost.squaredEuclidean(), 1),
        ANGLES("angles", Cost.cosineSimilarity(), 5);

        private final String title;
        private final Cost cost;
        private final double weight;

        Geometry(String title, Cost cost, double weight) {
            this.title = title;
            this.cost = cost;
            this.weight = weight;
        }
    }

    enum Regulariser {
        NONE("none"),
        DISTORTION("distortion"),
        GAP("Gromov-Monge gap");

        private final String title;

        Regulariser(String title) {
            this.title = title;
        }

        MapRegulariser of(Cost cost) {
            return switch (this) {
                case NONE -> MapRegulariser.none();
                case DISTORTION -> MapRegulariser.distortion(cost);
                case GAP -> MapRegulariser.gromovMongeGap(cost, EXACT);
            };
        }
    }

    private static final GromovMongeGapOptions EXACT = GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT);
    private static final Cost FITTING_COST = Cost.squaredEuclidean();
    private static final double EPSILON = 0.05;
    /** Loose, as each step has another batch. */
    private static final EntropicTransport FITTING = new EntropicTransport(EPSILON)
            .withTolerance(Tolerance.relative(1e-3))
            .withMaxIterations(200);

    /** Where the Gaussians are, in degrees: so that no rotation of the source fits a target better than the others. */
    private static final int[] ANGLES = {0, 30, 60, 90, 180};

    private static final double RADIUS = 1.5;
    private static final double DEVIATION = 0.25;
    private static final int BATCH = 64;
    private static final int FRESH = 256;
    private static final RandomKey SEED = RandomKey.of(6);

    private LearnMaps() {}

    /** Runs the experiment and writes its picture. */
    public static void main(String[] args) throws IOException {
        if (args.length > 1) {
            System.err.println("LearnMaps: expected at most one folder, found " + args.length + " arguments");
            System.exit(2);
        }
        run(Path.of(args.length == 0 ? "runs/learn-maps" : args[0]), System.out, new Training(1500, 1e-3));
    }

    /** Prints the table and writes the picture into a folder. */
    static List<Row> run(Path folder, PrintStream out, Training training) throws IOException {
        say(out, "%-8s%-11s%-18s%12s%12s%12s", "target", "costs", "regulariser", "divergence", "distortion", "gap");
        Tensor points = source(SEED.child(0), FRESH);
        List<Row> rows = new ArrayList<>();
        List<ScatterGrid.Panel> panels = new ArrayList<>();
        for (Target target : Target.values()) {
            Tensor goal = target.draw(SEED.child(1), FRESH);
            // Without a regulariser the costs do not matter.
            Layer free = train(target, Geometry.DISTANCES, Regulariser.NONE, training);
            for (Geometry geometry : Geometry.values()) {
                panels.add(panel(goal, points, ""));
                for (Regulariser regulariser : Regulariser.values()) {
                    Layer map = regulariser == Regulariser.NONE ? free : train(target, geometry, regulariser, training);
                    Tensor images = map.apply(points, ForwardPass.evaluation());
                    Score score = score(geometry.cost, points, images, goal);
                    print(out, target, geometry, regulariser, score);
                    rows.add(new Row(target, geometry, regulariser, score));
                    panels.add(panel(goal, images, note(score)));
                }
            }
        }
        draw(panels, folder);
        say(out, "picture: %s", folder.toAbsolutePath().normalize().resolve("maps.png"));
        return rows;
    }

    /** Draws of the mixture, float32 [n, 2]: point i from the Gaussian i mod 5, so that each batch has as many of all. */
    static Tensor source(RandomKey key, int n) {
        double[] centres = IntStream.range(0, n)
                .mapToDouble(i -> Math.toRadians(ANGLES[component(i)]))
                .flatMap(angle -> DoubleStream.of(RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)))
                .toArray();
        return Tensor.of(centres, n, 2)
                .cast(DType.FLOAT32)
                .add(key.normal(DType.FLOAT32, n, 2).multiply(DEVIATION));
    }

    private static int component(int point) {
        return point % ANGLES.length;
    }

    private static Layer train(Target target, Geometry geometry, Regulariser regulariser, Training training) {
        Layer map = network(SEED.child(2));
        double weight = regulariser == Regulariser.NONE ? 0 : geometry.weight;
        new MapEstimator(
                        FITTING_COST,
                        FITTING,
                        regulariser.of(geometry.cost),
                        weight,
                        BATCH,
                        training.steps(),
                        training.learningRate())
                .fit(map, key -> source(key, BATCH), key -> target.draw(key, BATCH), SEED.child(3));
        return map;
    }

    private static Layer network(RandomKey key) {
        return new Sequential(
                new Linear("first", 2, 32, key.child(0)),
                new Activation.Gelu(),
                new Linear("second", 32, 64, key.child(1)),
                new Activation.Gelu(),
                new Linear("third", 64, 32, key.child(2)),
                new Activation.Gelu(),
                new Linear("fourth", 32, 2, key.child(3)));
    }

    private static Score score(Cost cost, Tensor points, Tensor images, Tensor goal) {
        double[] x = points.toDoubleArray();
        double[] y = images.toDoubleArray();
        double[] uniform = new double[FRESH];
        Arrays.fill(uniform, 1.0 / FRESH);
        double divergence = new SinkhornDivergence(new EntropicTransport(EPSILON))
                .between(FITTING_COST, y, uniform, goal.toDoubleArray(), uniform, 2)
                .value();
        GromovMongeGapResult gap =
                GromovMongeGap.evaluate(cost.matrix(x, FRESH, 2), cost.matrix(y, FRESH, 2), FRESH, EXACT);
        return new Score(divergence, gap.distortion(), gap.gap());
    }

    // ---- report

    private static void print(PrintStream out, Target target, Geometry geometry, Regulariser regulariser, Score score) {
        say(
                out,
                "%-8s%-11s%-18s%12.4f%12.4f%12.4f",
                target.name().toLowerCase(Locale.ROOT),
                geometry.title,
                regulariser.title,
                score.divergence(),
                score.distortion(),
                score.gap());
    }

    private static void say(PrintStream out, String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    private static String note(Score score) {
        return String.format(
                Locale.ROOT,
                "divergence %.3f, distortion %.3f, gap %.4f",
                score.divergence(),
                score.distortion(),
                score.gap());
    }

    private static ScatterGrid.Panel panel(Tensor goal, Tensor points, String note) {
        int[] components = IntStream.range(0, FRESH).map(LearnMaps::component).toArray();
        return new ScatterGrid.Panel(goal.toDoubleArray(), points.toDoubleArray(), components, note);
    }

    private static void draw(List<ScatterGrid.Panel> panels, Path folder) throws IOException {
        new ScatterGrid(
                        "Maps of five Gaussians to the grey target",
                        List.of("source", "no regulariser", "distortion", "Gromov-Monge gap"),
                        List.of("distances", "angles", "distances", "angles"),
                        2.4,
                        300)
                .draw(panels)
                .write(folder.resolve("maps.png"));
    }
}
