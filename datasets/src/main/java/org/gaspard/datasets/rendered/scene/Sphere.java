package org.gaspard.datasets.rendered.scene;

/**
 * A ball.
 *
 * @param centre the centre
 * @param radius the radius
 */
public record Sphere(Vec3 centre, double radius) implements Surface {

    @Override
    public double enter(Vec3 origin, Vec3 direction) {
        Vec3 gap = origin.minus(centre);
        double a = direction.dot(direction);
        double b = gap.dot(direction);
        double discriminant = b * b - a * (gap.dot(gap) - radius * radius);
        if (discriminant < 0) {
            return Double.POSITIVE_INFINITY;
        }
        double t = (-b - Math.sqrt(discriminant)) / a;
        return t > NEAR ? t : Double.POSITIVE_INFINITY;
    }

    @Override
    public Vec3 normal(Vec3 point) {
        return point.minus(centre).unit();
    }

    @Override
    public double bound() {
        return radius;
    }

    @Override
    public int facet(Vec3 point) {
        return 0;
    }
}
