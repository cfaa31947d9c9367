package org.gaspard.datasets.rendered.scene;

/** An intersection of half-spaces {@code nᵢ·x ≤ cᵢ}, bounded or not. */
public final class Polyhedron implements Surface {

    private static final double TETRAHEDRON_INRADIUS = 1 / Math.sqrt(3);

    private final Vec3[] normals;
    private final double[] flat;
    private final double[] offsets;
    private final Vec3 centre;
    private final double bound;

    private Polyhedron(Vec3[] normals, double[] offsets, Vec3 centre, double bound) {
        this.normals = normals;
        this.flat = new double[3 * normals.length];
        for (int i = 0; i < normals.length; i++) {
            flat[3 * i] = normals[i].x();
            flat[3 * i + 1] = normals[i].y();
            flat[3 * i + 2] = normals[i].z();
        }
        this.offsets = offsets;
        this.centre = centre;
        this.bound = bound;
    }

    /**
     * The intersection of half-spaces, each given by a point of its boundary and the outward normal there.
     *
     * @param pointsAndNormals point, normal, point, normal, …
     */
    public static Polyhedron of(Vec3... pointsAndNormals) {
        Vec3[] normals = new Vec3[pointsAndNormals.length / 2];
        double[] offsets = new double[normals.length];
        for (int i = 0; i < normals.length; i++) {
            normals[i] = pointsAndNormals[2 * i + 1].unit();
            offsets[i] = normals[i].dot(pointsAndNormals[2 * i]);
        }
        return new Polyhedron(normals, offsets, pointsAndNormals[0], Double.POSITIVE_INFINITY);
    }

    /** A box around a centre with half edges along orthogonal unit vectors. */
    public static Polyhedron box(Vec3 centre, Vec3[] axes, double halfX, double halfY, double halfZ) {
        double[] halves = {halfX, halfY, halfZ};
        Vec3[] normals = new Vec3[6];
        double[] offsets = new double[6];
        for (int i = 0; i < 6; i++) {
            normals[i] = axes[i / 2].times(i % 2 == 0 ? 1 : -1);
            offsets[i] = normals[i].dot(centre) + halves[i / 2];
        }
        return new Polyhedron(normals, offsets, centre, new Vec3(halfX, halfY, halfZ).length());
    }

    /** A box with edges along the axes of space, from its smallest corner to its largest. */
    public static Polyhedron box(Vec3 low, Vec3 high) {
        Vec3 half = high.minus(low).times(0.5);
        Vec3[] axes = {new Vec3(1, 0, 0), new Vec3(0, 1, 0), new Vec3(0, 0, 1)};
        return box(low.plus(half), axes, half.x(), half.y(), half.z());
    }

    /** The regular tetrahedron whose corners are four of those of the cube with the given half edge. */
    public static Polyhedron tetrahedron(Vec3 centre, Vec3[] axes, double half) {
        Vec3[] normals = new Vec3[4];
        double[] offsets = new double[4];
        for (int i = 0; i < 4; i++) {
            Vec3 normal = axes[0].times(i % 2 == 0 ? 1 : -1)
                    .plus(axes[1].times(i / 2 == 0 ? 1 : -1))
                    .plus(axes[2].times(i == 0 || i == 3 ? 1 : -1));
            normals[i] = normal.unit();
            offsets[i] = normals[i].dot(centre) + half * TETRAHEDRON_INRADIUS;
        }
        return new Polyhedron(normals, offsets, centre, half * Math.sqrt(3));
    }

    @Override
    public double enter(Vec3 origin, Vec3 direction) {
        double near = NEAR;
        double far = Double.POSITIVE_INFINITY;
        boolean outside = false;
        for (int i = 0; i < offsets.length; i++) {
            double nx = flat[3 * i];
            double ny = flat[3 * i + 1];
            double nz = flat[3 * i + 2];
            double speed = nx * direction.x() + ny * direction.y() + nz * direction.z();
            double gap = offsets[i] - (nx * origin.x() + ny * origin.y() + nz * origin.z());
            if (gap < 0 && speed >= 0) {
                return Double.POSITIVE_INFINITY;
            }
            if (speed < 0 && gap < near * speed) {
                near = gap / speed;
                outside = true;
            } else if (speed > 0 && gap < far * speed) {
                far = gap / speed;
            }
            if (near >= far) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return outside ? near : Double.POSITIVE_INFINITY;
    }

    @Override
    public Vec3 normal(Vec3 point) {
        return normals[facet(point)];
    }

    @Override
    public Vec3 centre() {
        return centre;
    }

    @Override
    public double bound() {
        return bound;
    }

    @Override
    public int facet(Vec3 point) {
        int nearest = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < offsets.length; i++) {
            double height = normals[i].dot(point) - offsets[i];
            if (height > best) {
                best = height;
                nearest = i;
            }
        }
        return nearest;
    }
}
