package org.gaspard.datasets.rendered;

import java.util.ArrayList;
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
 * The scene of {@link RobotArm}, in metres: a kitchen 4 m deep, the robot at the origin, the camera in front of it at
 * negative y; and what the camera sees of it, as layers. The colours of walls and object and the intensity of the lamp only
 * weigh the layers: {@link KitchenView}.
 */
final class Kitchen {

    private static final double[] FLOOR = {0.66, 0.60, 0.50};
    private static final double[] CEILING = {0.80, 0.78, 0.75};
    private static final double[] CABINET = {0.86, 0.84, 0.80};
    private static final double[] WOOD = {0.55, 0.36, 0.18};
    private static final double[] STEEL = {0.34, 0.34, 0.37};
    private static final double[] PAINT = {0.80, 0.33, 0.14};
    private static final double[] RUBBER = {0.30, 0.12, 0.07};
    private static final double[] CLOCK = {0.90, 0.90, 0.92};

    private static final double BACK = 2;
    private static final double TOP = 2.5;
    private static final Vec3 SHOULDER = new Vec3(0, 0, 0.85);
    private static final double UPPER_ARM = 0.46;
    private static final double FOREARM = 0.42;
    private static final double REACH = 75;

    /** What a surface is painted with; walls and the object get their colours later. */
    private record Paint(int diffuse, int lamp, double[] colour) {

        static final Paint WALLS = new Paint(KitchenView.WALL, KitchenView.WALL_LAMP, new double[] {1});
        static final Paint OBJECT = new Paint(KitchenView.OBJECT, KitchenView.OBJECT_LAMP, new double[] {1});

        static Paint of(double[] colour) {
            return new Paint(KitchenView.REST, KitchenView.REST_LAMP, colour);
        }
    }

    private final List<Surface> surfaces = new ArrayList<>();
    private final List<Paint> paints = new ArrayList<>();
    private final List<Surface> casters = new ArrayList<>();
    private final Light light;
    private final Camera camera;

    /**
     * The scene of some factors.
     *
     * @param shape 0 for a cube, 1 for a tetrahedron, 2 for a ball
     * @param values the values of the factors in the order of the data set, in [0, 1]; intensity and colours do not matter
     */
    Kitchen(int shape, double[] values) {
        shell();
        furniture();
        Vec3[] hand = robot(values[RobotArm.ROBOT_X], values[RobotArm.ROBOT_Y]);
        double half = 0.10 + 0.08 * values[RobotArm.OBJECT_SCALE];
        solid(object(shape, half, hand), Paint.OBJECT);
        this.light = new Light(new Vec3(-0.7, -1.9 + 3.1 * values[RobotArm.LIGHTING_Y], 2.4), 0.08);
        double eye = 0.95 + 0.65 * values[RobotArm.CAMERA_HEIGHT];
        double focal = 0.5 / StrictMath.tan(StrictMath.toRadians(29));
        this.camera = Camera.upright(new Vec3(0, -2.6, eye), new Vec3(0, 1, 0), 0.03, focal);
    }

    private void shell() {
        seen(Polyhedron.of(new Vec3(0, 0, 0), new Vec3(0, 0, 1)), Paint.of(FLOOR));
        seen(Polyhedron.of(new Vec3(0, BACK, 0), new Vec3(0, -1, 0)), Paint.WALLS);
        seen(Polyhedron.of(new Vec3(-2.4, 0, 0), new Vec3(1, 0, 0)), Paint.WALLS);
        seen(Polyhedron.of(new Vec3(2.4, 0, 0), new Vec3(-1, 0, 0)), Paint.WALLS);
        seen(Polyhedron.of(new Vec3(0, 0, TOP), new Vec3(0, 0, -1)), Paint.of(CEILING));
    }

    private void furniture() {
        solid(Polyhedron.box(new Vec3(-2.2, 1.2, 0), new Vec3(-1.1, BACK, 1.75)), STEEL);
        solid(Polyhedron.box(new Vec3(-1.06, 1.4, 0), new Vec3(2.4, BACK, 0.86)), CABINET);
        solid(Polyhedron.box(new Vec3(-1.06, 1.36, 0.86), new Vec3(2.4, BACK, 0.92)), WOOD);
        solid(Polyhedron.box(new Vec3(-0.75, 1.7, 1.45), new Vec3(0.05, BACK, 1.95)), CABINET);
        solid(Polyhedron.box(new Vec3(1.05, 1.7, 1.4), new Vec3(1.95, BACK, 2)), CABINET);
        solid(new Cylinder(new Vec3(0.55, 1.94, 1.72), new Vec3(0.55, BACK, 1.72), 0.14), CLOCK);
    }

    /** Builds the robot and returns the wrist and the axes of its hand, the first along the forearm. */
    private Vec3[] robot(double x, double y) {
        solid(Polyhedron.box(new Vec3(-0.24, -0.24, 0.12), new Vec3(0.24, 0.24, 0.5)), PAINT);
        solid(new Cylinder(new Vec3(-0.32, -0.1, 0.2), new Vec3(-0.24, -0.1, 0.2), 0.2), RUBBER);
        solid(new Cylinder(new Vec3(0.24, -0.1, 0.2), new Vec3(0.32, -0.1, 0.2), 0.2), RUBBER);
        solid(new Capsule(new Vec3(0, 0, 0.45), SHOULDER, 0.075), PAINT);
        solid(new Sphere(SHOULDER, 0.11), PAINT);

        double swing = StrictMath.toRadians(REACH * (2 * x - 1));
        Vec3 outwards = new Vec3(StrictMath.sin(swing), -StrictMath.cos(swing), 0);
        double lift = StrictMath.toRadians(55 * y);
        Vec3 elbow = SHOULDER.plus(raised(outwards, lift + 0.55).times(UPPER_ARM));
        Vec3 along = raised(outwards, lift - 0.25);
        Vec3 wrist = elbow.plus(along.times(FOREARM));
        solid(new Capsule(SHOULDER, elbow, 0.065), PAINT);
        solid(new Sphere(elbow, 0.09), PAINT);
        solid(new Capsule(elbow, wrist, 0.05), PAINT);
        solid(new Cylinder(wrist, wrist.plus(along.times(0.08)), 0.075), RUBBER);
        Vec3 sideways = outwards.cross(new Vec3(0, 0, 1));
        return new Vec3[] {wrist.plus(along.times(0.08)), along, sideways, along.cross(sideways)};
    }

    private static Vec3 raised(Vec3 outwards, double elevation) {
        return outwards.times(StrictMath.cos(elevation)).plus(new Vec3(0, 0, StrictMath.sin(elevation)));
    }

    private static Surface object(int shape, double half, Vec3[] hand) {
        Vec3[] axes = {hand[1], hand[2], hand[3]};
        Vec3 centre = hand[0].plus(hand[1].times(half));
        return switch (shape) {
            case 0 -> Polyhedron.box(centre, axes, half, half, half);
            case 1 -> Polyhedron.tetrahedron(centre, axes, 1.2 * half);
            default -> new Sphere(centre, 1.15 * half);
        };
    }

    private void solid(Surface surface, double[] colour) {
        solid(surface, Paint.of(colour));
    }

    private void solid(Surface surface, Paint paint) {
        seen(surface, paint);
        casters.add(surface);
    }

    private void seen(Surface surface, Paint paint) {
        surfaces.add(surface);
        paints.add(paint);
    }

    /** Draws {@code side × side} pixels. */
    KitchenView draw(int side) {
        return new KitchenView(
                new Raycaster(surfaces, casters, light, camera).draw(side, KitchenView.LAYERS, this::shade));
    }

    private void shade(int surface, Vec3 point, Vec3 normal, Vec3 toEye, double lit, double[] layers) {
        Arrays.fill(layers, 0);
        if (surface == Shader.NOTHING) {
            // Only behind the camera is the kitchen open.
            return;
        }
        Vec3 way = light.centre().minus(point);
        double distance = way.length();
        Vec3 towards = way.times(1 / distance);
        double lamp = lit * Math.max(0, normal.dot(towards)) / (0.55 + 0.16 * distance * distance);
        double facing = Math.max(0, normal.dot(toEye));
        double highlight = Math.max(0, towards.plus(toEye).unit().dot(normal));
        double gloss2 = highlight * highlight;
        double gloss8 = gloss2 * gloss2 * gloss2 * gloss2;
        layers[KitchenView.GLOSS] = 0.35 * lit * gloss8 * gloss8 * gloss8 * gloss8;
        Paint paint = paints.get(surface);
        for (int c = 0; c < paint.colour.length; c++) {
            layers[paint.diffuse + c] = paint.colour[c] * (0.32 + 0.18 * facing);
            layers[paint.lamp + c] = paint.colour[c] * lamp;
        }
    }
}
