package org.gaspard.datasets.rendered.scene;

import java.util.List;

/** Some surfaces with the balls that hold them, which are cheaper to miss. */
final class Bodies {

    private final Surface[] surfaces;
    private final double[] x;
    private final double[] y;
    private final double[] z;
    private final double[] radius;

    Bodies(List<Surface> surfaces) {
        int n = surfaces.size();
        this.surfaces = surfaces.toArray(Surface[]::new);
        this.x = new double[n];
        this.y = new double[n];
        this.z = new double[n];
        this.radius = new double[n];
        for (int i = 0; i < n; i++) {
            Vec3 centre = this.surfaces[i].centre();
            x[i] = centre.x();
            y[i] = centre.y();
            z[i] = centre.z();
            radius[i] = this.surfaces[i].bound();
        }
    }

    int size() {
        return surfaces.length;
    }

    Surface surface(int i) {
        return surfaces[i];
    }

    /**
     * Whether the ball of a surface, grown by a margin, meets the segment {@code origin + t·way}, {@code 0 ≤ t ≤ 1}.
     */
    boolean near(int i, Vec3 origin, Vec3 way, double margin) {
        double gx = x[i] - origin.x();
        double gy = y[i] - origin.y();
        double gz = z[i] - origin.z();
        double t = (gx * way.x() + gy * way.y() + gz * way.z()) / way.dot(way);
        t = Math.max(0, Math.min(1, t));
        double rx = gx - t * way.x();
        double ry = gy - t * way.y();
        double rz = gz - t * way.z();
        double reach = radius[i] + margin;
        return rx * rx + ry * ry + rz * rz <= reach * reach;
    }
}
