package org.gaspard.datasets.rendered.scene;

import java.util.List;

/** For each of some surfaces a rectangle of the image outside of which a camera cannot see it. */
final class Outlines {

    private static final double MARGIN = 1e-9;

    private final Surface[] surfaces;
    private final double[] left;
    private final double[] right;
    private final double[] top;
    private final double[] bottom;

    Outlines(List<Surface> surfaces, Camera camera) {
        int n = surfaces.size();
        this.surfaces = surfaces.toArray(Surface[]::new);
        this.left = new double[n];
        this.right = new double[n];
        this.top = new double[n];
        this.bottom = new double[n];
        for (int i = 0; i < n; i++) {
            Vec3 gap = this.surfaces[i].centre().minus(camera.position());
            double radius = this.surfaces[i].bound();
            double depth = gap.dot(camera.forward());
            double across = gap.dot(camera.right());
            double down = -gap.dot(camera.up());
            left[i] = 0.5 - camera.focal() * slope(-across, depth, radius) - MARGIN;
            right[i] = 0.5 + camera.focal() * slope(across, depth, radius) + MARGIN;
            top[i] = 0.5 - camera.focal() * slope(-down, depth, radius) - MARGIN;
            bottom[i] = 0.5 + camera.focal() * slope(down, depth, radius) + MARGIN;
        }
    }

    /**
     * The tangent {@code tan(α + β)} of the largest angle under which a disc appears, with {@code tan α = u/z} and
     * {@code sin β = r/√(u² + z²)}; infinity if the disc reaches behind the camera.
     */
    private static double slope(double u, double z, double r) {
        if (z <= r) {
            return Double.POSITIVE_INFINITY;
        }
        double tangent = Math.sqrt(u * u + z * z - r * r);
        return (u * tangent + z * r) / (z * tangent - u * r);
    }

    int size() {
        return surfaces.length;
    }

    Surface surface(int i) {
        return surfaces[i];
    }

    /** Whether a surface may be seen at a point of the image. */
    boolean near(int i, double x, double y) {
        return x >= left[i] && x <= right[i] && y >= top[i] && y <= bottom[i];
    }
}
