package org.gaspard.datasets.rendered.scene;

/**
 * A point or a direction of space, z upwards.
 *
 * @param x the first coordinate
 * @param y the second
 * @param z the third
 */
public record Vec3(double x, double y, double z) {

    /** The sum. */
    public Vec3 plus(Vec3 other) {
        return new Vec3(x + other.x, y + other.y, z + other.z);
    }

    /** The difference. */
    public Vec3 minus(Vec3 other) {
        return new Vec3(x - other.x, y - other.y, z - other.z);
    }

    /** The multiple. */
    public Vec3 times(double factor) {
        return new Vec3(x * factor, y * factor, z * factor);
    }

    /** The inner product. */
    public double dot(Vec3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /** The cross product. */
    public Vec3 cross(Vec3 other) {
        return new Vec3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    /** The length. */
    public double length() {
        return Math.sqrt(dot(this));
    }

    /** The direction of length 1. */
    public Vec3 unit() {
        return times(1 / length());
    }
}
