package org.gaspard.datasets.points;

import java.util.random.RandomGenerator;

/**
 * Clouds on curves and surfaces. All points have label 0; the coordinates are those of the manifold. Where it says so,
 * points are uniform with respect to length or area.
 */
public final class Manifolds {

    private static final double ROLL_START = 1.5 * Math.PI;

    private Manifolds() {}

    /**
     * A sphere around the origin, uniform: a normal vector scaled to the radius [M72]. The coordinates are the point
     * itself on the unit sphere. Homology of the sphere: one class in degree 0 and one in degree {@code dimension − 1}.
     *
     * @param dimension the dimension of the space, at least 2
     * @throws IllegalArgumentException if the dimension is below 2 or the radius is not positive
     */
    public static PointCloud sphere(int size, int dimension, double radius, RandomGenerator random) {
        if (dimension < 2) {
            throw new IllegalArgumentException("dimension is " + dimension + ", expected at least 2");
        }
        CloudBuilder.positive("radius", radius);
        return new CloudBuilder(size, dimension, dimension).fill((i, point, unit) -> {
            double square;
            do {
                square = 0;
                for (int c = 0; c < dimension; c++) {
                    unit[c] = random.nextGaussian();
                    square += unit[c] * unit[c];
                }
            } while (square == 0);
            for (int c = 0; c < dimension; c++) {
                unit[c] /= Math.sqrt(square);
                point[c] = radius * unit[c];
            }
            return 0;
        });
    }

    /**
     * A torus of revolution around the z axis,
     * {@code ((R + r cos v) cos u, (R + r cos v) sin u, r sin v)}, uniform by area: {@code v} has the density
     * {@code (R + r cos v)/(2πR)}, drawn by rejection [DHS13, section 2.2]. The coordinates are {@code u, v} in [0, 2π).
     *
     * @param major the radius R of the circle of centres
     * @param minor the radius r of the tube, at most R
     * @throws IllegalArgumentException if a radius is not positive, or {@code minor > major}
     */
    public static PointCloud torus(int size, double major, double minor, RandomGenerator random) {
        CloudBuilder.positive("major", major);
        CloudBuilder.positive("minor", minor);
        if (minor > major) {
            throw new IllegalArgumentException("minor is " + minor + ", expected at most major, " + major);
        }
        return new CloudBuilder(size, 3, 2).fill((i, point, angles) -> {
            angles[0] = 2 * Math.PI * random.nextDouble();
            double distance;
            do {
                angles[1] = 2 * Math.PI * random.nextDouble();
                distance = major + minor * StrictMath.cos(angles[1]);
            } while (random.nextDouble() * (major + minor) >= distance);
            point[0] = distance * StrictMath.cos(angles[0]);
            point[1] = distance * StrictMath.sin(angles[0]);
            point[2] = minor * StrictMath.sin(angles[1]);
            return 0;
        });
    }

    /**
     * The flat torus {@code (cos u, sin u, cos v, sin v)} in four dimensions, uniform; the coordinates are {@code u, v}
     * in [0, 2π).
     */
    public static PointCloud flatTorus(int size, RandomGenerator random) {
        return new CloudBuilder(size, 4, 2).fill((i, point, angles) -> {
            for (int c = 0; c < 2; c++) {
                angles[c] = 2 * Math.PI * random.nextDouble();
                point[2 * c] = StrictMath.cos(angles[c]);
                point[2 * c + 1] = StrictMath.sin(angles[c]);
            }
            return 0;
        });
    }

    /**
     * The Swiss roll {@code (t cos t, h, t sin t)} with {@code t} uniform in [3π/2, 9π/2) and {@code h} uniform in
     * [0, 21), as it is usually drawn; not uniform by area. The coordinates are {@code t, h}.
     *
     * <p>Source: [TSL00], figure 3.
     */
    public static PointCloud swissRoll(int size, RandomGenerator random) {
        return new CloudBuilder(size, 3, 2).fill((i, point, coordinates) -> {
            double t = ROLL_START * (1 + 2 * random.nextDouble());
            coordinates[0] = t;
            coordinates[1] = 21 * random.nextDouble();
            point[0] = t * StrictMath.cos(t);
            point[1] = coordinates[1];
            point[2] = t * StrictMath.sin(t);
            return 0;
        });
    }

    /**
     * An S-shaped sheet {@code (sin t, h, sign(t)(cos t − 1))} with {@code t} uniform in [−3π/2, 3π/2) and {@code h}
     * uniform in [0, 2), uniform by area. The coordinates are {@code t, h}.
     */
    public static PointCloud sCurve(int size, RandomGenerator random) {
        return new CloudBuilder(size, 3, 2).fill((i, point, coordinates) -> {
            double t = ROLL_START * (2 * random.nextDouble() - 1);
            coordinates[0] = t;
            coordinates[1] = 2 * random.nextDouble();
            point[0] = StrictMath.sin(t);
            point[1] = coordinates[1];
            point[2] = Math.signum(t) * (StrictMath.cos(t) - 1);
            return 0;
        });
    }

    /**
     * Two touching circles of the plane, a figure eight: {@code (±1 + cos t, sin t)}, uniform by length. The coordinates
     * are the sign and {@code t} in [0, 2π). Homology: one class in degree 0, two in degree 1.
     */
    public static PointCloud figureEight(int size, RandomGenerator random) {
        return new CloudBuilder(size, 2, 2).fill((i, point, coordinates) -> {
            coordinates[0] = random.nextBoolean() ? 1 : -1;
            coordinates[1] = 2 * Math.PI * random.nextDouble();
            point[0] = coordinates[0] + StrictMath.cos(coordinates[1]);
            point[1] = StrictMath.sin(coordinates[1]);
            return 0;
        });
    }
}
