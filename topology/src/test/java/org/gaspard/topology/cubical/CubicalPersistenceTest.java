package org.gaspard.topology.cubical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CubicalPersistenceTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    static Stream<CubicalPersistence> all() {
        return Stream.of(Construction.values())
                .flatMap(construction -> Stream.of(Level.values())
                        .flatMap(level ->
                                Stream.of(false, true).map(zero -> new CubicalPersistence(construction, level, zero))));
    }

    static Stream<Arguments> allWithShapes() {
        List<int[]> shapes = List.of(
                new int[] {11},
                new int[] {1, 7},
                new int[] {4, 5},
                new int[] {6, 6},
                new int[] {3, 3, 3},
                new int[] {2, 4, 3},
                new int[] {4, 1, 4});
        return all().flatMap(persistence -> shapes.stream().map(shape -> Arguments.of(persistence, shape)));
    }

    @ParameterizedTest
    @MethodSource("allWithShapes")
    void agreesWithTheReferenceToThePixel(CubicalPersistence persistence, int[] shape) {
        RandomGenerator random = Images.random(17);
        double absent = persistence.level() == Level.SUBLEVEL ? INF : -INF;
        for (int trial = 0; trial < 12; trial++) {
            double[] image = trial % 3 == 0 ? Images.generic(random, shape) : Images.tied(random, 1 + trial % 5, shape);
            assertAgrees(persistence, trial % 4 == 3 ? Images.withSome(random, image, 0.25, absent) : image, shape);
        }
    }

    /** Many small volumes, where the order among cells of one pixel matters most. */
    @ParameterizedTest
    @EnumSource(Construction.class)
    void agreesWithTheReferenceOnBinaryVolumes(Construction construction) {
        RandomGenerator random = Images.random(18);
        for (int trial = 0; trial < 60; trial++) {
            int[] shape = {random.nextInt(2, 5), random.nextInt(2, 5), random.nextInt(2, 5)};
            double[] image = Images.tied(random, 2, shape);
            assertAgrees(
                    CubicalPersistence.of(construction),
                    trial % 2 == 0 ? image : Images.withSome(random, image, 0.3, INF),
                    shape);
        }
    }

    @ParameterizedTest
    @EnumSource(Construction.class)
    void agreesWithTheReferenceOnALargerVolume(Construction construction) {
        int[] shape = {7, 6, 8};
        assertAgrees(CubicalPersistence.of(construction), Images.generic(Images.random(19), shape), shape);
        assertAgrees(CubicalPersistence.of(construction), Images.tied(Images.random(20), 6, shape), shape);
    }

    private static void assertAgrees(CubicalPersistence persistence, double[] image, int[] shape) {
        double[] values = persistence.level() == Level.SUBLEVEL ? image : Images.negated(image);
        // An odd prime: there is no torsion in the space of an image.
        CubicalCells cells =
                new CubicalCells(Arrays.stream(values).map(x -> x + 0.0).toArray(), shape, persistence.construction());
        List<CriticalDiagram> found = persistence.diagrams(image, shape);
        assertThat(found).hasSize(shape.length);
        for (int k = 0; k < shape.length; k++) {
            CriticalDiagram diagram = found.get(k);
            List<int[]> expected = cells.bars(k, 3, persistence.zeroLengthBars());
            assertThat(IntStream.range(0, diagram.size())
                            .mapToObj(i -> List.of(diagram.birthPixels()[i], diagram.deathPixels()[i])))
                    .as("dimension %d of %s, shape %s", k, Arrays.toString(image), Arrays.toString(shape))
                    .isEqualTo(expected.stream()
                            .map(bar -> List.of(bar[0], bar[1]))
                            .toList());
            assertEndsAreThePixels(diagram, k, values);
        }
    }

    private static void assertEndsAreThePixels(CriticalDiagram diagram, int dimension, double[] values) {
        assertThat(diagram.diagram().dimension()).isEqualTo(dimension);
        for (int i = 0; i < diagram.size(); i++) {
            int death = diagram.deathPixels()[i];
            assertThat(diagram.diagram().birth(i)).isEqualTo(values[diagram.birthPixels()[i]] + 0.0);
            assertThat(diagram.diagram().death(i)).isEqualTo(death < 0 ? INF : values[death] + 0.0);
        }
    }

    static Stream<Arguments> oracles() {
        return Stream.of("line", "plane", "tiedPlane", "space", "tiedSpace", "holedPlane", "holedSpace")
                .flatMap(name -> Stream.of(Construction.values()).map(c -> Arguments.of(name, c)));
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void agreesWithAnIndependentLibrary(String name, Construction construction) {
        int[] shape = Arrays.stream(Images.read(name + ".shape"))
                .mapToInt(x -> (int) x)
                .toArray();
        double[] image = Images.read(name + ".image");
        List<CriticalDiagram> found = CubicalPersistence.of(construction).diagrams(image, shape);
        for (int k = 0; k < shape.length; k++) {
            double[] expected = Images.read(name + "." + construction + "." + k);
            Diagram diagram = found.get(k).diagram().sorted();
            double[] bars = new double[2 * diagram.size()];
            for (int i = 0; i < diagram.size(); i++) {
                bars[2 * i] = diagram.birth(i);
                bars[2 * i + 1] = diagram.death(i);
            }
            assertThat(bars).isEqualTo(expected);
            assertEndsAreThePixels(found.get(k), k, image);
        }
    }

    static Stream<int[]> shapesForDuality() {
        return Stream.of(
                new int[] {30, 41}, new int[] {1, 9}, new int[] {9, 10, 11}, new int[] {20, 3, 5}, new int[] {16, 16, 16
                });
    }

    /**
     * The voids of T are the components of V of the negated image with a bright margin, and so on through the dimensions:
     * {@code [b, d)} in dimension k becomes {@code [−d, −b)} in dimension D − 1 − k, with the same pixels exchanged. What
     * never dies, dies here with the margin.
     */
    @ParameterizedTest
    @MethodSource("shapesForDuality")
    void theConstructionsAreDual(int[] shape) {
        RandomGenerator random = Images.random(23);
        int d = shape.length;
        double[] image = Images.generic(random, shape);
        int[] paddedShape = Arrays.stream(shape).map(n -> n + 2).toArray();
        double[] padded = new double[Images.size(paddedShape)];
        Arrays.fill(padded, -9);
        for (int i = 0; i < image.length; i++) {
            padded[withMargin(i, shape)] = -image[i];
        }
        List<CriticalDiagram> top =
                CubicalPersistence.of(Construction.TOP_CELLS).diagrams(image, shape);
        List<CriticalDiagram> vertices =
                CubicalPersistence.of(Construction.VERTICES).diagrams(padded, paddedShape);
        for (int k = 0; k < d; k++) {
            List<String> bars = new ArrayList<>();
            CriticalDiagram t = top.get(k);
            for (int i = 0; i < t.size(); i++) {
                int death = t.deathPixels()[i];
                bars.add(withMargin(t.birthPixels()[i], shape) + " " + (death < 0 ? -1 : withMargin(death, shape)));
            }
            List<String> dualBars = new ArrayList<>();
            CriticalDiagram v = vertices.get(d - 1 - k);
            for (int i = 0; i < v.size(); i++) {
                int birth = v.birthPixels()[i];
                if (v.deathPixels()[i] >= 0) {
                    dualBars.add(v.deathPixels()[i] + " " + (padded[birth] == -9 ? -1 : birth));
                }
            }
            assertThat(bars).containsExactlyInAnyOrderElementsOf(dualBars);
        }
    }

    private static int withMargin(int pixel, int[] shape) {
        int at = 0;
        int stride = 1;
        int rest = pixel;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            at += (rest % shape[axis] + 1) * stride;
            rest /= shape[axis];
            stride *= shape[axis] + 2;
        }
        return at;
    }

    /** With bars of length zero every cell is the end of one bar, so bars know the Euler characteristic at every value. */
    @ParameterizedTest
    @EnumSource(Construction.class)
    void barsCountTheCells(Construction construction) {
        int[] shape = {13, 17, 11};
        double[] image = Images.tied(Images.random(29), 7, shape);
        List<CriticalDiagram> diagrams =
                CubicalPersistence.of(construction).withZeroLengthBars(true).diagrams(image, shape);
        int ends = diagrams.stream()
                .mapToInt(diagram -> diagram.diagram().finite().size() * 2
                        + diagram.diagram().essential().size())
                .sum();
        int cells = Arrays.stream(shape)
                .map(n -> construction == Construction.VERTICES ? 2 * n - 1 : 2 * n + 1)
                .reduce(1, Math::multiplyExact);
        assertThat(ends).isEqualTo(cells);
        assertThat(diagrams.getFirst().diagram().essential().size()).isEqualTo(1);
        assertThat(diagrams.get(1).diagram().essential().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("all")
    void shiftsAndScalesMoveTheBarsAndKeepThePixels(CubicalPersistence persistence) {
        int[] shape = {6, 7, 5};
        double[] image = Images.tied(Images.random(31), 9, shape);
        List<CriticalDiagram> before = persistence.diagrams(image, shape);
        List<CriticalDiagram> after =
                persistence.diagrams(Arrays.stream(image).map(x -> 4 * x - 1024).toArray(), shape);
        double shift = persistence.level() == Level.SUBLEVEL ? -1024 : 1024;
        for (int k = 0; k < 3; k++) {
            assertThat(after.get(k).birthPixels()).isEqualTo(before.get(k).birthPixels());
            assertThat(after.get(k).deathPixels()).isEqualTo(before.get(k).deathPixels());
            Diagram bars = before.get(k).diagram();
            assertThat(after.get(k).diagram())
                    .isEqualTo(Diagram.of(
                            k,
                            Arrays.stream(bars.births()).map(x -> 4 * x + shift).toArray(),
                            Arrays.stream(bars.deaths()).map(x -> 4 * x + shift).toArray()));
        }
    }

    @ParameterizedTest
    @EnumSource(Construction.class)
    void axesMayBeExchangedAndFlatOnesLeftOut(Construction construction) {
        CubicalPersistence persistence = CubicalPersistence.of(construction);
        double[] image = Images.generic(Images.random(37), 12, 15);
        double[] transposed = new double[image.length];
        Arrays.setAll(transposed, i -> image[i % 12 * 15 + i / 12]);
        List<CriticalDiagram> diagrams = persistence.diagrams(image, 12, 15);
        for (int k = 0; k < 2; k++) {
            Diagram sorted = diagrams.get(k).diagram();
            assertThat(persistence.diagrams(transposed, 15, 12).get(k).diagram())
                    .isEqualTo(sorted);
            for (int[] shape : new int[][] {{1, 12, 15}, {12, 1, 15}, {12, 15, 1}}) {
                assertThat(persistence.diagrams(image, shape).get(k).diagram()).isEqualTo(sorted);
                assertThat(persistence.diagrams(image, shape).get(2).size()).isZero();
            }
        }
        Diagram line = persistence.diagrams(image, 180).getFirst().diagram();
        assertThat(persistence.diagrams(image, 1, 180).getFirst().diagram()).isEqualTo(line);
        assertThat(persistence.diagrams(image, 180, 1).getFirst().diagram()).isEqualTo(line);
    }

    @ParameterizedTest
    @EnumSource(Construction.class)
    void aSinglePixelAndConstantImages(Construction construction) {
        CubicalPersistence persistence = CubicalPersistence.of(construction);
        for (int[] shape : new int[][] {{1}, {1, 1}, {1, 1, 1}, {8}, {5, 6}, {3, 4, 5}}) {
            double[] image = new double[Images.size(shape)];
            Arrays.fill(image, -2.5);
            List<CriticalDiagram> diagrams = persistence.diagrams(image, shape);
            assertThat(diagrams.getFirst().diagram()).isEqualTo(Diagram.of(0, new double[][] {{-2.5, INF}}));
            assertThat(diagrams.getFirst().birthPixels()).containsExactly(0);
            assertThat(diagrams.getFirst().deathPixels()).containsExactly(CriticalDiagram.NONE);
            assertThat(diagrams.stream().skip(1)).allMatch(diagram -> diagram.size() == 0);
            Arrays.fill(image, INF);
            assertThat(persistence.diagrams(image, shape)).allMatch(diagram -> diagram.size() == 0);
        }
    }

    /** Two dark pixels that meet in a corner, and the two bright ones between them. */
    @Test
    void theConstructionsDifferInCorners() {
        double[] image = {0, 1, 1, 0};
        assertThat(CubicalPersistence.of(Construction.TOP_CELLS)
                        .diagrams(image, 2, 2)
                        .getFirst()
                        .diagram())
                .isEqualTo(Diagram.of(0, new double[][] {{0, INF}}));
        assertThat(CubicalPersistence.of(Construction.VERTICES)
                        .diagrams(image, 2, 2)
                        .getFirst()
                        .diagram())
                .isEqualTo(Diagram.of(0, new double[][] {{0, INF}, {0, 1}}));
    }

    /** A dark ball with a bright core, a dark ring, both in grey; then with the bright pixels absent. */
    @ParameterizedTest
    @EnumSource(Construction.class)
    void shapesOfSpace(Construction construction) {
        int n = 21;
        double[] shell = new double[n * n * n];
        double[] ring = new double[n * n * n];
        for (int i = 0; i < shell.length; i++) {
            double x = i / (n * n) - 10;
            double y = i / n % n - 10;
            double z = i % n - 10;
            double radius = Math.sqrt(x * x + y * y + z * z);
            shell[i] = radius > 5 && radius < 9 ? 0 : radius <= 5 ? 3 : 2;
            ring[i] = Math.hypot(Math.hypot(x, y) - 6, z) < 2.5 ? 0 : 1;
        }
        CubicalPersistence persistence = CubicalPersistence.of(construction);
        assertThat(bars(persistence, shell, n))
                .containsExactly(List.of("[0.0, Infinity)"), List.of(), List.of("[0.0, 3.0)"));
        assertThat(bars(persistence, ring, n))
                .containsExactly(List.of("[0.0, Infinity)"), List.of("[0.0, 1.0)"), List.of());
        Arrays.setAll(shell, i -> shell[i] > 0 ? INF : 0);
        Arrays.setAll(ring, i -> ring[i] > 0 ? INF : 0);
        assertThat(bars(persistence, shell, n))
                .containsExactly(List.of("[0.0, Infinity)"), List.of(), List.of("[0.0, Infinity)"));
        assertThat(bars(persistence, ring, n))
                .containsExactly(List.of("[0.0, Infinity)"), List.of("[0.0, Infinity)"), List.of());
    }

    private static List<List<String>> bars(CubicalPersistence persistence, double[] volume, int n) {
        return persistence.diagrams(volume, n, n, n).stream()
                .map(CriticalDiagram::diagram)
                .map(diagram -> IntStream.range(0, diagram.size())
                        .mapToObj(i -> "[" + diagram.birth(i) + ", " + diagram.death(i) + ")")
                        .toList())
                .toList();
    }

    @Test
    void superlevelSetsAreSublevelSetsOfTheNegatedImage() {
        double[] image = {1, 5, 2, 4, 3};
        CriticalDiagram diagram = CubicalPersistence.of(Construction.VERTICES)
                .withLevel(Level.SUPERLEVEL)
                .diagrams(image, 5)
                .getFirst();
        assertThat(diagram.diagram()).isEqualTo(Diagram.of(0, new double[][] {{-5, INF}, {-4, -2}}));
        assertThat(diagram.birthPixels()).containsExactly(1, 3);
        assertThat(diagram.deathPixels()).containsExactly(-1, 2);
    }

    @Test
    void threadsDoNotMatter() {
        double[] image = Images.generic(Images.random(41), 12, 13, 14);
        List<String> expected = text(image);
        assertThat(IntStream.range(0, 16).parallel().mapToObj(i -> text(image))).allMatch(expected::equals);
    }

    private static List<String> text(double[] image) {
        return all().flatMap(persistence -> persistence.diagrams(image, 12, 13, 14).stream())
                .map(diagram -> diagram.diagram()
                        + Arrays.toString(diagram.birthPixels())
                        + Arrays.toString(diagram.deathPixels()))
                .toList();
    }

    @Test
    void theImageIsNotChanged() {
        double[] image = Images.tied(Images.random(43), 3, 4, 5);
        double[] copy = image.clone();
        all().forEach(persistence -> persistence.diagrams(image, 4, 5));
        assertThat(image).isEqualTo(copy);
    }

    @Test
    void wrongImagesAreRefused() {
        CubicalPersistence sublevel = CubicalPersistence.of(Construction.VERTICES);
        CubicalPersistence superlevel = sublevel.withLevel(Level.SUPERLEVEL);
        assertThatThrownBy(() -> sublevel.diagrams(new double[] {0, Double.NaN}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("image[1] is NaN, expected a finite number or +∞");
        assertThatThrownBy(() -> sublevel.diagrams(new double[] {-INF, 0}, 2))
                .hasMessage("image[0] is -Infinity, expected a finite number or +∞");
        assertThatThrownBy(() -> superlevel.diagrams(new double[] {INF, 0}, 2))
                .hasMessage("image[0] is Infinity, expected a finite number or −∞");
        assertThatThrownBy(() -> sublevel.diagrams(new double[6], 2, 4))
                .hasMessage("the image has 6 pixels, expected 8 for the shape [2, 4]");
        assertThatThrownBy(() -> sublevel.diagrams(new double[0], 2, 0))
                .hasMessage("shape[1] is 0, expected at least 1");
        assertThatThrownBy(() -> sublevel.diagrams(new double[1])).hasMessageContaining("the number of axes is 0");
        assertThatThrownBy(() -> sublevel.diagrams(new double[16], 2, 2, 2, 2))
                .hasMessageContaining("the number of axes is 4");
    }
}
