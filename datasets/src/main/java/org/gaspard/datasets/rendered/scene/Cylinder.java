package org.gaspard.datasets.rendered.scene;

/**
 * A cylinder with flat ends.
 *
 * @param from the centre of one end
 * @param to the centre of the other
 * @param radius the radius
 */
public record Cylinder(Vec3 from, Vec3 to, double radius) implements Surface {

    @Override
    public double enter(Vec3 origin, Vec3 direction) {
        Tube tube = Tube.of(from, to, radius, origin, direction);
        double aa = tube.aa();
        double ad = tube.ad();
        double ag = tube.ag();
        double a = tube.a();
        double b = tube.b();
        double near = Double.NEGATIVE_INFINITY;
        double far = Double.POSITIVE_INFINITY;
        if (a > 0) {
            double discriminant = tube.discriminant();
            if (discriminant < 0) {
                return Double.POSITIVE_INFINITY;
            }
            double root = Math.sqrt(discriminant);
            near = (-b - root) / a;
            far = (-b + root) / a;
        } else if (tube.c() > 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (ad != 0) {
            double first = -ag / ad;
            double second = (aa - ag) / ad;
            near = Math.max(near, Math.min(first, second));
            far = Math.min(far, Math.max(first, second));
        } else if (ag < 0 || ag > aa) {
            return Double.POSITIVE_INFINITY;
        }
        return near > NEAR && near < far ? near : Double.POSITIVE_INFINITY;
    }

    @Override
    public Vec3 normal(Vec3 point) {
        Vec3 axis = to.minus(from).unit();
        return switch (facet(point)) {
            case 1 -> axis.times(-1);
            case 2 -> axis;
            default -> {
                Vec3 gap = point.minus(from);
                yield gap.minus(axis.times(gap.dot(axis))).unit();
            }
        };
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
        Vec3 axis = to.minus(from).unit();
        double length = to.minus(from).length();
        Vec3 gap = point.minus(from);
        double along = gap.dot(axis);
        double outside = gap.minus(axis.times(along)).length() - radius;
        if (outside > -along && outside > along - length) {
            return 0;
        }
        return -along > along - length ? 1 : 2;
    }
}
