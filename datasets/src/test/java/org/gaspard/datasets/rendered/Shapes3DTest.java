package org.gaspard.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.gaspard.datasets.rendered.scene.Camera;
import org.gaspard.datasets.rendered.scene.Light;
import org.gaspard.datasets.rendered.scene.Raycaster;
import org.gaspard.datasets.rendered.scene.Vec3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Shapes3DTest {

    private static final Shapes3D SHAPES = new Shapes3D();
    private static final int SPHERE = 2;

    /** The ten hues 0, 0.1, …, 0.9 as a converter from HSV gives them. */
    private static final int[][] HUES = {
        {255, 0, 0}, {255, 153, 0}, {204, 255, 0}, {51, 255, 0}, {0, 255, 102},
        {0, 255, 255}, {0, 102, 255}, {51, 0, 255}, {204, 0, 255}, {255, 0, 153}
    };

    private static float[] image(int... factors) {
        float[] image = new float[64 * 64 * 3];
        SHAPES.read(SHAPES.index(factors), image, 0);
        return image;
    }

    private static int level(float[] image, int x, int y, int channel) {
        return Math.round(255 * image[(y * 64 + x) * 3 + channel]);
    }

    /** How much of each pixel the object covers. */
    private static float[] mask(int shape, double scale, double orientation) {
        Light light = new Light(new Vec3(0, 0, 3), 0.1);
        Raycaster caster =
                new Raycaster(List.of(Room.object(shape, scale)), List.of(), light, Room.camera(orientation));
        return caster.draw(64, 1, (surface, point, normal, toEye, lit, layers) -> layers[0] = surface == 0 ? 1 : 0);
    }

    private static double sum(float[] mask) {
        double sum = 0;
        for (float value : mask) {
            sum += value;
        }
        return sum;
    }

    @Test
    void factorsAndTheirOrderAreThoseOfThePublishedSet() {
        assertThat(SHAPES.factors().toString())
                .isEqualTo("[floor_hue(10), wall_hue(10), object_hue(10), scale(8), shape(4), orientation(15)]");
        assertThat(SHAPES.size()).isEqualTo(480_000);
        assertThat(SHAPES.index(1, 0, 0, 0, 0, 0)).isEqualTo(48_000);
        assertThat(SHAPES.index(0, 1, 0, 0, 0, 0)).isEqualTo(4800);
        assertThat(SHAPES.index(0, 0, 1, 0, 0, 0)).isEqualTo(480);
        assertThat(SHAPES.index(0, 0, 0, 1, 1, 1)).isEqualTo(76);
        assertThat(SHAPES.value(0, 9)).isEqualTo(0.9);
        assertThat(SHAPES.value(3, 0)).isEqualTo(0.75);
        assertThat(SHAPES.value(3, 7)).isEqualTo(1.25);
        assertThat(SHAPES.value(5, 0)).isEqualTo(-30);
        assertThat(SHAPES.value(5, 7)).isCloseTo(0, within(1e-12));
        assertThat(SHAPES.value(5, 14)).isEqualTo(30);
    }

    @Test
    void surfacesHaveTheirHueUpToShading() {
        for (int hue = 0; hue < 10; hue++) {
            float[] image = image(hue, (hue + 3) % 10, (hue + 6) % 10, 7, 0, 0);
            assertShadeOf(HUES[hue], image, 60, 56);
            assertShadeOf(HUES[(hue + 3) % 10], image, 60, 25);
            assertShadeOf(HUES[(hue + 6) % 10], image, 36, 44);
            for (int c = 0; c < 3; c++) {
                assertThat(level(image, 20, 3, c)).isEqualTo(new int[] {153, 226, 249}[c]);
            }
        }
    }

    private static void assertShadeOf(int[] colour, float[] image, int x, int y) {
        double shade = 0;
        for (int c = 0; c < 3; c++) {
            shade = Math.max(shade, level(image, x, y, c) / 255.0);
        }
        assertThat(shade).isBetween(0.7, 0.996);
        for (int c = 0; c < 3; c++) {
            assertThat((double) level(image, x, y, c)).isCloseTo(shade * colour[c], within(1.0));
        }
    }

    /** A hue changes nothing but its own surface. */
    @Test
    void floorAndWallsAreWhereTheyShouldBe() {
        float[] base = image(0, 0, 0, 3, 2, 7);
        float[] floor = image(5, 0, 0, 3, 2, 7);
        float[] wall = image(0, 5, 0, 3, 2, 7);
        float[] object = image(0, 0, 5, 3, 2, 7);
        int[] changed = new int[3];
        for (int i = 0; i < 64 * 64; i++) {
            int row = i / 64;
            boolean f = level(floor, i % 64, row, 0) != level(base, i % 64, row, 0);
            boolean w = level(wall, i % 64, row, 0) != level(base, i % 64, row, 0);
            changed[0] += f ? 1 : 0;
            changed[1] += w ? 1 : 0;
            changed[2] += level(object, i % 64, row, 0) != level(base, i % 64, row, 0) ? 1 : 0;
            assertThat(f && row < 39).isFalse();
            assertThat(w && (row < 15 || row > 42)).isFalse();
        }
        assertThat(changed[0]).isGreaterThan(1000);
        assertThat(changed[1]).isGreaterThan(1000);
        assertThat(changed[2]).isBetween(300, 700);
    }

    /**
     * The outline of a ball of radius r at height u over the axis of the camera and depth z is an ellipse with centre
     * {@code f·uz/(z² − r²)} and area {@code π f² r² √(u² + z² − r²) / (z² − r²)^1.5}.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.75, 1, 1.25})
    void theOutlineOfTheSphereIsTheExactEllipse(double scale) {
        double radius = Room.SPHERE_RADIUS * scale;
        Camera camera = Room.camera(0);
        Vec3 gap = new Vec3(0, 0, radius).minus(camera.position());
        double u = -gap.dot(camera.up());
        double z = gap.dot(camera.forward());
        double focal = 64 * camera.focal();
        double k = z * z - radius * radius;
        float[] mask = mask(SPHERE, scale, 0);
        double area = Math.PI * focal * focal * radius * radius * Math.sqrt(u * u + k) / (k * Math.sqrt(k));
        assertThat(sum(mask)).isCloseTo(area, within(0.005 * area));
        double x = 0;
        double y = 0;
        for (int i = 0; i < mask.length; i++) {
            x += mask[i] * (i % 64 + 0.5);
            y += mask[i] * (Math.floorDiv(i, 64) + 0.5);
        }
        assertThat(x / sum(mask)).isCloseTo(32, within(1e-3));
        assertThat(y / sum(mask)).isCloseTo(32 + focal * u * z / k, within(0.03));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void objectsGrowWithTheScale(int shape) {
        double before = 0;
        for (int s = 0; s < 8; s++) {
            double area = sum(mask(shape, SHAPES.value(3, s), 0));
            assertThat(area).isGreaterThan(before * 1.1);
            before = area;
        }
        assertThat(before / sum(mask(shape, 0.75, 0))).isCloseTo(25.0 / 9, within(0.6));
    }

    /** The sizes were fitted to samples of the published set. */
    @ParameterizedTest
    @CsvSource({"0, 29", "1, 25", "2, 29.5", "3, 22"})
    void theWidthAtTheLargestScaleIsThatOfTheSamples(int shape, double width) {
        float[] mask = mask(shape, 1.25, 0);
        double widest = 0;
        for (int y = 0; y < 64; y++) {
            double row = 0;
            for (int x = 0; x < 64; x++) {
                row += mask[y * 64 + x];
            }
            widest = Math.max(widest, row);
        }
        assertThat(widest).isCloseTo(width, within(1.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void roundObjectsLookAlikeFromAllSides(int shape) {
        float[] front = mask(shape, 1, 0);
        for (int o = 0; o < 15; o++) {
            assertThat(mask(shape, 1, SHAPES.value(5, o))).isEqualTo(front);
        }
    }

    @Test
    void theCubeTurnsAndIsItsOwnMirrorImage() {
        double front = sum(mask(0, 1, 0));
        assertThat(sum(mask(0, 1, 30))).isGreaterThan(1.1 * front);
        for (int o = 0; o < 7; o++) {
            float[] left = mask(0, 1, SHAPES.value(5, o));
            float[] right = mask(0, 1, -SHAPES.value(5, o));
            for (int i = 0; i < left.length; i++) {
                assertThat(right[i]).isEqualTo(left[i - i % 64 + 63 - i % 64]);
            }
        }
    }

    @Test
    void theShadowFallsToTheRightOfTheObject() {
        float[] image = image(0, 5, 5, 5, SPHERE, 7);
        assertThat(level(image, 46, 55, 0)).isLessThan(110);
        assertThat(level(image, 16, 55, 0)).isGreaterThan(240);
    }

    /** The arithmetic is plain, so these sums hold on every machine. */
    @Test
    void pixelsAreTheSameEverywhere() {
        CRC32 sum = new CRC32();
        for (int index : new int[] {0, 479_999, 123_456, 250_007, 333_333, 87_654}) {
            float[] image = image(SHAPES.factors(index));
            for (float value : image) {
                assertThat(value).isEqualTo(Math.round(255 * value) / 255f);
                sum.update(Math.round(255 * value));
            }
        }
        assertThat(sum.getValue()).isEqualTo(1683029641L);
    }

    @Test
    void threadsThatDrawTogetherDrawTheSame() {
        Shapes3D fresh = new Shapes3D();
        int[] indices = fresh.sampleIndices(60, new SplittableRandom(5));
        int[] thrice = IntStream.range(0, 180).map(i -> indices[i % 60]).toArray();
        float[] batch = new float[180 * fresh.pixels()];
        fresh.readBatch(thrice, batch);
        float[] alone = new float[batch.length];
        for (int i = 0; i < 180; i++) {
            SHAPES.read(thrice[i], alone, i * fresh.pixels());
        }
        assertThat(batch).isEqualTo(alone);
    }

    @Test
    void whatIsOutsideIsRefused() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> SHAPES.read(480_000, new float[12_288], 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> SHAPES.read(0, new float[12_288], 1));
    }
}
