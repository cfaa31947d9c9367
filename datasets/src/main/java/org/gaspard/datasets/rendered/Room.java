package org.gaspard.datasets.rendered;

import java.util.Arrays;
import java.util.List;
import org.gaspard.datasets.rendered.scene.Camera;
import org.gaspard.datasets.rendered.scene.Capsule;
import org.gaspard.datasets.rendered.scene.Cylinder;
import org.gaspard.datasets.rendered.scene.Light;
import org.gaspard.datasets.rendered.scene.Polyhedron;
import org.gaspard.datasets.rendered.scene.Raycaster;
import org.gaspard.datasets.rendered.scene.Shader;
import org.gaspard.datasets.rendered.scene.Sphere;
import org.gaspard.datasets.rendered.scene.Surface;
import org.gaspard.datasets.rendered.scene.Vec3;

/**
 * The room of {@link Shapes3D} and what a camera sees of it, as five layers: the weights of the colours of floor, wall
 * and object, of white (highlights), and of the sky. Hues only recolour the layers, so that few of them serve all
 * images.
 *
 * <p>Lengths are in units of half the room. The floor is {@code z = 0}, the walls are {@code |x| = 1} and
 * {@code y = 1}, 0.583 high; the object stands at the origin. At orientation θ the camera is at
 * {@code (0.874 sin θ, −0.874 cos θ, 0.254)}, looks at the axis of the object and sees 45°. A headlight shines, and a spotlight at
 * {@code (−0.444, 0.15, 2.36)} straight down.
 */
final class Room {

    static final int LAYERS = 5;
    static final int FLOOR = 0;
    static final int WALL = 1;
    static final int OBJECT = 2;
    static final int WHITE = 3;
    static final int SKY = 4;

    static final double EYE_DISTANCE = 0.874;
    static final double EYE_HEIGHT = 0.254;
    static final double SPHERE_RADIUS = 0.133;
    static final double CUBE_HALF = 0.112;

    private static final double PITCH = 0.022;
    private static final double WALL_HEIGHT = 0.583;
    private static final double CYLINDER_RADIUS = 0.112;
    private static final double CAPSULE_RADIUS = 0.101;
    private static final Vec3 LAMP = new Vec3(-0.444, 0.15, 2.36);
    private static final double LAMP_RADIUS = 0.025;
    private static final double LAMP_POWER = 0.95;
    private static final double SHEEN = 0.105;

    private Room() {}

    /** The camera at an orientation in degrees. */
    static Camera camera(double orientation) {
        // Its own mirror image for the opposite angle, bit by bit.
        double angle = StrictMath.toRadians(orientation);
        double sin = StrictMath.sin(angle);
        double cos = StrictMath.cos(angle);
        Vec3 eye = new Vec3(EYE_DISTANCE * sin, -EYE_DISTANCE * cos, EYE_HEIGHT);
        double focal = 0.5 / (Math.sqrt(2) - 1);
        return Camera.upright(eye, new Vec3(-sin, cos, 0), PITCH, focal);
    }

    /** The object of a shape (cube, cylinder, sphere, capsule), standing on the floor. */
    static Surface object(int shape, double scale) {
        return switch (shape) {
            case 0 -> {
                double half = CUBE_HALF * scale;
                yield Polyhedron.box(new Vec3(-half, -half, 0), new Vec3(half, half, 2 * half));
            }
            case 1 -> {
                double radius = CYLINDER_RADIUS * scale;
                yield new Cylinder(new Vec3(0, 0, 0), new Vec3(0, 0, 2 * radius), radius);
            }
            case 2 -> {
                double radius = SPHERE_RADIUS * scale;
                yield new Sphere(new Vec3(0, 0, radius), radius);
            }
            default -> {
                double radius = CAPSULE_RADIUS * scale;
                yield new Capsule(new Vec3(0, 0, radius), new Vec3(0, 0, 3 * radius), radius);
            }
        };
    }

    /** The layers of one view, {@code side × side × 5}; weights are in [0, 2), those above 1 saturate. */
    static float[] draw(int shape, double scale, double orientation, int side) {
        Surface floor = Polyhedron.of(new Vec3(0, 0, 0), new Vec3(0, 0, 1));
        Surface object = object(shape, scale);
        List<Surface> surfaces =
                List.of(floor, wall(new Vec3(0, -1, 0)), wall(new Vec3(-1, 0, 0)), wall(new Vec3(1, 0, 0)), object);
        Light light = new Light(LAMP, LAMP_RADIUS);
        return new Raycaster(surfaces, List.of(object), light, camera(orientation)).draw(side, LAYERS, Room::shade);
    }

    /** What is behind a wall whose inner side looks along a direction. */
    private static Surface wall(Vec3 inwards) {
        return Polyhedron.of(inwards.times(-1), inwards, new Vec3(0, 0, WALL_HEIGHT), new Vec3(0, 0, 1));
    }

    private static void shade(int surface, Vec3 point, Vec3 normal, Vec3 toEye, double lit, double[] layers) {
        Arrays.fill(layers, 0);
        if (surface == Shader.NOTHING) {
            layers[SKY] = 1;
            return;
        }
        Vec3 way = LAMP.minus(point).unit();
        double slant = Math.max(0, normal.dot(way));
        double spot = Math.max(0, way.z());
        double spot2 = spot * spot;
        double spot4 = spot2 * spot2;
        // The spotlight fades with the tenth power of the cosine.
        double lamp = lit * LAMP_POWER * slant * spot4 * spot4 * spot2;
        double facing = Math.max(0, normal.dot(toEye));
        switch (surface) {
            case 0 -> layers[FLOOR] = 0.3 + 0.1 * facing + lamp;
            case 4 -> {
                layers[OBJECT] = 0.52 + 0.43 * facing + 0.5 * lamp;
                layers[WHITE] = lit * SHEEN * Math.min(1, 8 * slant);
            }
            default -> layers[WALL] = Math.max(0, 1.13 * facing - 0.08);
        }
    }
}
