package org.gaspard.datasets.rendered.scene;

/**
 * All points within a radius of a segment: a cylinder with round ends.
 *
 * @param from one end of the segment
 * @param to the other
 * @param radius the radius
 */
public record Capsule(Vec3 from, Vec3 to, double radius) implements Surface {

    /** So wide do the round ends reach over the cylinder, lest rounding open a gap between them. */
    private static final double SEAM = 1e-12;

    @Override
    public double enter(Vec3 origin, Vec3 direction) {
        Tube tube = Tube.of(from, to, radius, origin, direction);
        double aa = tube.aa();
        double ad = tube.ad();
        double ag = tube.ag();
        double a = tube.a();
        double b = tube.b();
        double best = Double.POSITIVE_INFINITY;
        double discriminant = tube.discriminant();
        if (a > 0 && discriminant >= 0) {
            double t = (-b - Math.sqrt(discriminant)) / a;
            double along = ag + t * ad;
            if (t > NEAR && along >= 0 && along <= aa) {
                best = t;
            }
        }
        double first = new Sphere(from, radius).enter(origin, direction);
        if (ag + first * ad <= SEAM * aa) {
            best = Math.min(best, first);
        }
        double second = new Sphere(to, radius).enter(origin, direction);
        if (ag + second * ad >= (1 - SEAM) * aa) {
            best = Math.min(best, second);
        }
        return best;
    }

    @Override
    public Vec3 normal(Vec3 point) {
        Vec3 axis = to.minus(from);
        double along = point.minus(from).dot(axis) / axis.dot(axis);
        Vec3 foot = from.plus(axis.times(Math.clamp(along, 0, 1)));
        return point.minus(foot).unit();
    }

    @Override
    public Vec3 centre() {
        return from.plus(to).times(0.5);
    }

    @Override
    public double bound() {
        return to.minus(from).length() / 2 + radius;
    }

    @Override
    public int facet(Vec3 point) {
        return 0;
    }
}
