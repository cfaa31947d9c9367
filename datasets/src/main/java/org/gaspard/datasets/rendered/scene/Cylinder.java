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
        Vec3 axis = to.minus(from);
        Vec3 gap = origin.minus(from);
        double aa = axis.dot(axis);
        double ad = axis.dot(direction);
        double ag = axis.dot(gap);
        double a = aa * direction.dot(direction) - ad * ad;
        double b = aa * gap.dot(direction) - ag * ad;
        double c = aa * (gap.dot(gap) - radius * radius) - ag * ag;
        double near = Double.NEGATIVE_INFINITY;
        double far = Double.POSITIVE_INFINITY;
        if (a > 0) {
            double discriminant = b * b - a * c;
            if (discriminant < 0) {
                return Double.POSITIVE_INFINITY;
            }
            double root = Math.sqrt(discriminant);
            near = (-b - root) / a;
            far = (-b + root) / a;
        } else if (c > 0) {
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
