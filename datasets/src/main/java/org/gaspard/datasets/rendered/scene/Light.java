package org.gaspard.datasets.rendered.scene;

/** A horizontal disc that shines on everything, so that shadows have soft borders. */
public final class Light {

    private static final int RING = 4;
    private static final double[] RADII = {1, 0.75, 0.5, 0.25};

    private final Vec3 centre;
    private final double radius;
    private final Vec3[] points;

    /** A disc with a centre and a radius. */
    public Light(Vec3 centre, double radius) {
        this.centre = centre;
        this.radius = radius;
        this.points = new Vec3[RING * RADII.length];
        for (int i = 0; i < points.length; i++) {
            int ring = i / RING;
            double angle = 2 * Math.PI * (i % RING + 0.25 * ring) / RING;
            points[i] = centre.plus(new Vec3(
                    radius * RADII[ring] * StrictMath.cos(angle), radius * RADII[ring] * StrictMath.sin(angle), 0));
        }
    }

    /** The centre. */
    public Vec3 centre() {
        return centre;
    }

    /**
     * The share of the disc that a point sees between some solids: all or nothing if four points of its rim agree, and
     * otherwise the share of 16 points.
     */
    double visible(Vec3 point, Bodies casters) {
        Vec3 way = centre.minus(point);
        int[] near = new int[casters.size()];
        int count = 0;
        for (int i = 0; i < near.length; i++) {
            if (casters.near(i, point, way, radius)) {
                near[count++] = i;
            }
        }
        if (count == 0) {
            return 1;
        }
        int seen = 0;
        for (int i = 0; i < points.length; i++) {
            if (i == RING && (seen == 0 || seen == RING)) {
                return seen == 0 ? 0 : 1;
            }
            seen += sees(point, points[i], casters, near, count) ? 1 : 0;
        }
        return (double) seen / points.length;
    }

    private static boolean sees(Vec3 point, Vec3 source, Bodies casters, int[] near, int count) {
        Vec3 way = source.minus(point);
        for (int i = 0; i < count; i++) {
            if (casters.surface(near[i]).enter(point, way) < 1) {
                return false;
            }
        }
        return true;
    }
}
