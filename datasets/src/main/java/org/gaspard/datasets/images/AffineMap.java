package org.gaspard.datasets.images;

/**
 * An affine map of the plane of an image, {@code (x, y) ↦ (xx·x + xy·y + dx, yx·x + yy·y + dy)}, with x to the right and y
 * down.
 *
 * @param xx the coefficient of x in the new x
 * @param xy the coefficient of y in the new x
 * @param dx the shift to the right
 * @param yx the coefficient of x in the new y
 * @param yy the coefficient of y in the new y
 * @param dy the shift down
 */
public record AffineMap(double xx, double xy, double dx, double yx, double yy, double dy) {

    /** The shift by (dx, dy). */
    public static AffineMap shift(double dx, double dy) {
        return new AffineMap(1, 0, dx, 0, 1, dy);
    }

    /**
     * The rotation about a centre, counter-clockwise as the image is seen, with a scaling:
     * {@code s·(cos θ, sin θ; −sin θ, cos θ)·(p − c) + c}.
     *
     * @param degrees the angle θ
     * @param scale the factor s; above 1 enlarges
     */
    public static AffineMap rotation(double centreX, double centreY, double degrees, double scale) {
        double cosine = scale * Math.cos(Math.toRadians(degrees));
        double sine = scale * Math.sin(Math.toRadians(degrees));
        return new AffineMap(
                cosine,
                sine,
                centreX - cosine * centreX - sine * centreY,
                -sine,
                cosine,
                centreY + sine * centreX - cosine * centreY);
    }

    /** The new x of a point. */
    public double x(double x, double y) {
        return xx * x + xy * y + dx;
    }

    /** The new y of a point. */
    public double y(double x, double y) {
        return yx * x + yy * y + dy;
    }

    /** The determinant {@code xx·yy − xy·yx}, by which areas grow. */
    public double determinant() {
        return xx * yy - xy * yx;
    }

    /**
     * The map that undoes this one.
     *
     * @throws IllegalArgumentException if the determinant is 0 or not finite
     */
    public AffineMap inverse() {
        double determinant = determinant();
        if (determinant == 0 || !Double.isFinite(determinant)) {
            throw new IllegalArgumentException(
                    this + " has determinant " + determinant + ", expected a finite one other than 0");
        }
        return new AffineMap(
                yy / determinant,
                -xy / determinant,
                (xy * dy - yy * dx) / determinant,
                -yx / determinant,
                xx / determinant,
                (yx * dx - xx * dy) / determinant);
    }
}
