package org.gaspard.datasets.rendered.scene;

/**
 * A ray and the infinite tube around an axis: it meets the tube where {@code a t² + 2 b t + c = 0}, all multiplied by
 * {@code axis²}, and at t it is {@code ag + t·ad} along the axis, of {@code aa} in all.
 */
record Tube(double aa, double ad, double ag, double a, double b, double c) {

    static Tube of(Vec3 from, Vec3 to, double radius, Vec3 origin, Vec3 direction) {
        Vec3 axis = to.minus(from);
        Vec3 gap = origin.minus(from);
        double aa = axis.dot(axis);
        double ad = axis.dot(direction);
        double ag = axis.dot(gap);
        double a = aa * direction.dot(direction) - ad * ad;
        double b = aa * gap.dot(direction) - ag * ad;
        double c = aa * (gap.dot(gap) - radius * radius) - ag * ag;
        return new Tube(aa, ad, ag, a, b, c);
    }

    /** {@code b² − a c}. */
    double discriminant() {
        return b * b - a * c;
    }
}
