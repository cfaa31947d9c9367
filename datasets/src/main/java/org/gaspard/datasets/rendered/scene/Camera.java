package org.gaspard.datasets.rendered.scene;

/**
 * A perspective camera with square pixels and its axis through the middle of the image.
 *
 * @param position where it is
 * @param right the unit vector to the right of the image
 * @param up the unit vector to the top of the image
 * @param forward the unit vector into the image
 * @param focal the focal length in units of the side of the image, {@code 1 / (2 tan(view/2))}
 */
public record Camera(Vec3 position, Vec3 right, Vec3 up, Vec3 forward, double focal) {

    /**
     * A camera that stands upright.
     *
     * @param heading the horizontal unit vector towards which it looks
     * @param pitch the angle by which it looks down
     */
    public static Camera upright(Vec3 position, Vec3 heading, double pitch, double focal) {
        double cos = StrictMath.cos(pitch);
        double sin = StrictMath.sin(pitch);
        Vec3 zenith = new Vec3(0, 0, 1);
        Vec3 forward = heading.times(cos).minus(zenith.times(sin));
        Vec3 up = heading.times(sin).plus(zenith.times(cos));
        return new Camera(position, heading.cross(zenith), up, forward, focal);
    }

    /** The direction in which the camera sees the point {@code (x, y)} of the image [0, 1]², y downwards. */
    public Vec3 ray(double x, double y) {
        return forward.plus(right.times((x - 0.5) / focal)).plus(up.times((0.5 - y) / focal));
    }

    /** The point of the image, in units of its side and with y downwards, at which the camera sees a point. */
    public double[] project(Vec3 point) {
        Vec3 gap = point.minus(position);
        double depth = gap.dot(forward);
        return new double[] {0.5 + focal * gap.dot(right) / depth, 0.5 - focal * gap.dot(up) / depth};
    }
}
