package org.gaspard.datasets.rendered.scene;

import java.util.Arrays;
import java.util.List;

/**
 * Casts one ray through the centre of each pixel, and 16 more through those beside which the image changes: another
 * surface, another face of it, or another side of a border of a shadow.
 *
 * <p>The arithmetic is plain (sums, products, quotients and square roots of doubles), so that all machines draw the
 * same pixels. O(pixels × surfaces).
 */
public final class Raycaster {

    private static final int GRID = 4;
    private static final double LIFT = 1e-7;

    private final Outlines surfaces;
    private final Bodies casters;
    private final Light light;
    private final Camera camera;

    /**
     * A scene.
     *
     * @param surfaces what is seen
     * @param casters what throws shadows
     */
    public Raycaster(List<Surface> surfaces, List<Surface> casters, Light light, Camera camera) {
        this.surfaces = new Outlines(surfaces, camera);
        this.casters = new Bodies(casters);
        this.light = light;
        this.camera = camera;
    }

    /** Draws {@code side × side} pixels of some layers, row-major, the layers last. */
    public float[] draw(int side, int layers, Shader shader) {
        int[] kinds = new int[side * side];
        float[] image = new float[side * side * layers];
        double[] sample = new double[layers];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = trace((i % side + 0.5) / side, (Math.floorDiv(i, side) + 0.5) / side, shader, sample);
            for (int k = 0; k < layers; k++) {
                image[i * layers + k] = (float) sample[k];
            }
        }
        double[] sum = new double[layers];
        for (int i = 0; i < kinds.length; i++) {
            if (changes(kinds, side, i)) {
                supersample(i % side, i / side, side, shader, sample, sum);
                for (int k = 0; k < layers; k++) {
                    image[i * layers + k] = (float) (sum[k] / (GRID * GRID));
                }
            }
        }
        return image;
    }

    private static boolean changes(int[] kinds, int side, int i) {
        int x = i % side;
        return x > 0 && differ(kinds[i - 1], kinds[i])
                || x < side - 1 && differ(kinds[i + 1], kinds[i])
                || i >= side && differ(kinds[i - side], kinds[i])
                || i < kinds.length - side && differ(kinds[i + side], kinds[i]);
    }

    /** Whether two kinds are other pieces, or one in the light and one in the shadow with no penumbra between. */
    private static boolean differ(int a, int b) {
        return a != b && (Math.floorDiv(a, 3) != Math.floorDiv(b, 3) || Math.abs(a - b) == 2);
    }

    private void supersample(int x, int y, int side, Shader shader, double[] sample, double[] sum) {
        Arrays.fill(sum, 0);
        for (int s = 0; s < GRID * GRID; s++) {
            double dx = (s % GRID + 0.5) / GRID;
            double dy = (Math.floorDiv(s, GRID) + 0.5) / GRID;
            trace((x + dx) / side, (y + dy) / side, shader, sample);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += sample[k];
            }
        }
    }

    /** Shades the point of the image and names its kind: three for each smooth piece, by how much light it sees. */
    private int trace(double x, double y, Shader shader, double[] sample) {
        Vec3 ray = camera.ray(x, y);
        int nearest = Shader.NOTHING;
        double distance = Double.POSITIVE_INFINITY;
        for (int i = 0; i < surfaces.size(); i++) {
            if (surfaces.near(i, x, y)) {
                double t = surfaces.surface(i).enter(camera.position(), ray);
                if (t < distance) {
                    distance = t;
                    nearest = i;
                }
            }
        }
        Vec3 toEye = ray.unit().times(-1);
        if (nearest == Shader.NOTHING) {
            shader.shade(Shader.NOTHING, camera.position(), toEye, toEye, 1, sample);
            return 3 * Shader.NOTHING;
        }
        Surface surface = surfaces.surface(nearest);
        Vec3 point = camera.position().plus(ray.times(distance));
        Vec3 normal = surface.normal(point);
        // Slightly above the surface, so that it does not shade itself.
        Vec3 above = point.plus(normal.times(LIFT));
        double lit = light.centre().minus(point).dot(normal) > 0 ? light.visible(above, casters) : 0;
        shader.shade(nearest, point, normal, toEye, lit, sample);
        int shadow = lit == 0 ? 0 : lit == 1 ? 2 : 1;
        return (nearest * 8 + surface.facet(point)) * 3 + shadow;
    }
}
