package org.gaspard.datasets.rendered.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SurfaceTest {

    private static final Vec3 A = new Vec3(0.1, -0.2, 0.3);
    private static final Vec3 B = new Vec3(-0.3, 0.25, 0.6);

    private record Case(String name, Surface surface, Predicate<Vec3> inside) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        double cos = Math.cos(0.7);
        double sin = Math.sin(0.7);
        Vec3[] axes = {new Vec3(cos, sin, 0), new Vec3(-sin, cos, 0), new Vec3(0, 0, 1)};
        Vec3[] corners = new Vec3[4];
        for (int i = 0; i < 4; i++) {
            corners[i] = A.plus(axes[0].times(i % 2 == 0 ? -0.5 : 0.5))
                    .plus(axes[1].times(i / 2 == 0 ? -0.5 : 0.5))
                    .plus(axes[2].times(i == 0 || i == 3 ? -0.5 : 0.5));
        }
        return List.of(
                new Case("sphere", new Sphere(A, 0.5), p -> p.minus(A).length() < 0.5),
                new Case("box", Polyhedron.box(A, axes, 0.5, 0.3, 0.4), p -> {
                    Vec3 gap = p.minus(A);
                    return Math.abs(gap.dot(axes[0])) < 0.5
                            && Math.abs(gap.dot(axes[1])) < 0.3
                            && Math.abs(gap.dot(axes[2])) < 0.4;
                }),
                new Case("half-space", Polyhedron.of(A, B), p -> p.minus(A).dot(B) < 0),
                new Case("tetrahedron", Polyhedron.tetrahedron(A, axes, 0.5), p -> inTetrahedron(p, corners)),
                new Case("cylinder", new Cylinder(A, B, 0.3), p -> {
                    double along = p.minus(A).dot(B.minus(A)) / B.minus(A).dot(B.minus(A));
                    Vec3 foot = A.plus(B.minus(A).times(along));
                    return along > 0 && along < 1 && p.minus(foot).length() < 0.3;
                }),
                new Case("capsule", new Capsule(A, B, 0.3), p -> {
                    double along = p.minus(A).dot(B.minus(A)) / B.minus(A).dot(B.minus(A));
                    Vec3 foot = A.plus(B.minus(A).times(Math.clamp(along, 0, 1)));
                    return p.minus(foot).length() < 0.3;
                }));
    }

    /** By signed volumes: inside, a point is on the same side of each face as the opposite corner. */
    private static boolean inTetrahedron(Vec3 p, Vec3[] corners) {
        for (int i = 0; i < 4; i++) {
            Vec3 a = corners[(i + 1) % 4];
            Vec3 normal = corners[(i + 2) % 4].minus(a).cross(corners[(i + 3) % 4].minus(a));
            if (normal.dot(p.minus(a)) * normal.dot(corners[i].minus(a)) <= 0) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void raysEnterWhereTheInsideBegins(Case solid) {
        SplittableRandom random = new SplittableRandom(11);
        int hits = 0;
        for (int n = 0; n < 4000; n++) {
            Vec3 origin = new Vec3(random.nextDouble(-2, 2), random.nextDouble(-2, 2), random.nextDouble(-2, 2));
            Vec3 way = new Vec3(random.nextDouble(-1, 1), random.nextDouble(-1, 1), random.nextDouble(-1, 1))
                    .plus(A.minus(origin));
            double t = solid.surface().enter(origin, way);
            if (solid.inside().test(origin)) {
                assertThat(t).isInfinite();
                continue;
            }
            double limit = Math.min(t, 8);
            for (int step = 0; step < 40; step++) {
                Vec3 before = origin.plus(way.times((limit - 1e-7) * step / 39));
                assertThat(solid.inside().test(before)).as("before the surface").isFalse();
            }
            if (t < 1000) {
                hits++;
                Vec3 point = origin.plus(way.times(t));
                Vec3 normal = solid.surface().normal(point);
                assertThat(normal.length()).isCloseTo(1, within(1e-12));
                assertThat(normal.dot(way)).isLessThan(1e-9);
                assertThat(solid.inside().test(point.minus(normal.times(1e-6)))).isTrue();
                assertThat(solid.inside().test(point.plus(normal.times(1e-6)))).isFalse();
                assertThat(point.minus(solid.surface().centre()).length())
                        .isLessThanOrEqualTo(solid.surface().bound() + 1e-12);
            }
        }
        assertThat(hits).isGreaterThan(500);
    }

    /** What is quickly told to be out of sight or out of the way really is. */
    @ParameterizedTest
    @MethodSource("cases")
    void ballsAndRectanglesHideNothing(Case solid) {
        SplittableRandom random = new SplittableRandom(12);
        Bodies bodies = new Bodies(List.of(solid.surface()));
        int seen = 0;
        int missed = 0;
        for (int n = 0; n < 300; n++) {
            Vec3 eye = new Vec3(random.nextDouble(-2, 2), random.nextDouble(-2, 2), random.nextDouble(-2, 2));
            double turn = random.nextDouble(2 * Math.PI);
            Vec3 heading = new Vec3(Math.cos(turn), Math.sin(turn), 0);
            Camera camera = Camera.upright(eye, heading, random.nextDouble(-0.5, 0.5), 0.7);
            Outlines outlines = new Outlines(List.of(solid.surface()), camera);
            for (int k = 0; k < 40; k++) {
                double x = random.nextDouble();
                double y = random.nextDouble();
                double t = solid.surface().enter(eye, camera.ray(x, y));
                if (t < Double.POSITIVE_INFINITY) {
                    seen++;
                    assertThat(outlines.near(0, x, y)).isTrue();
                    assertThat(bodies.near(0, eye, camera.ray(x, y).times(1.1 * t), 0))
                            .isTrue();
                } else {
                    missed += outlines.near(0, x, y) ? 0 : 1;
                }
            }
        }
        assertThat(seen).isGreaterThan(150);
        assertThat(missed > 1000).isEqualTo(solid.surface().bound() < Double.POSITIVE_INFINITY);
    }

    @Test
    void facetsAreTheSmoothPieces() {
        Cylinder cylinder = new Cylinder(new Vec3(0, 0, 0), new Vec3(0, 0, 2), 1);
        assertThat(cylinder.facet(new Vec3(1, 0, 1))).isZero();
        assertThat(cylinder.facet(new Vec3(0.3, 0, 0))).isEqualTo(1);
        assertThat(cylinder.facet(new Vec3(0.3, 0.5, 2))).isEqualTo(2);
        assertThat(cylinder.normal(new Vec3(0.3, 0.5, 2))).isEqualTo(new Vec3(0, 0, 1));
        Polyhedron box = Polyhedron.box(new Vec3(0, 0, 0), new Vec3(1, 2, 3));
        assertThat(box.normal(new Vec3(0.5, 2, 1)).y()).isEqualTo(1);
        assertThat(box.normal(new Vec3(0.5, 1, 0)).z()).isEqualTo(-1);
    }

    @Test
    void theCameraSeesAPointWhereItProjectsIt() {
        Camera camera = Camera.upright(new Vec3(1, 2, 3), new Vec3(0.6, 0.8, 0), 0.3, 1.1);
        for (double x : new double[] {0.1, 0.5, 0.83}) {
            for (double y : new double[] {0, 0.4, 0.97}) {
                double[] seen =
                        camera.project(camera.position().plus(camera.ray(x, y).times(2.7)));
                assertThat(seen[0]).isCloseTo(x, within(1e-12));
                assertThat(seen[1]).isCloseTo(y, within(1e-12));
            }
        }
        assertThat(camera.right().dot(camera.up())).isCloseTo(0, within(1e-15));
        assertThat(camera.project(camera.position().plus(new Vec3(0.6, 0.8, 1)))[1])
                .isLessThan(0.5);
        assertThat(camera.right()).isEqualTo(new Vec3(0.8, -0.6, 0));
    }

    @Test
    void shadowsHaveSoftBorders() {
        Light light = new Light(new Vec3(0, 0, 4), 0.5);
        // The edge of a half-infinite wall from x = 0 on, halfway to the light.
        Bodies wall = new Bodies(List.of(Polyhedron.of(
                new Vec3(0, 0, 2),
                new Vec3(-1, 0, 0),
                new Vec3(0, 0, 1.9),
                new Vec3(0, 0, -1),
                new Vec3(0, 0, 2),
                new Vec3(0, 0, 1))));
        assertThat(light.visible(new Vec3(-0.6, 0, 0), wall)).isEqualTo(1);
        assertThat(light.visible(new Vec3(0.7, 0, 0), wall)).isZero();
        assertThat(light.visible(new Vec3(0, 0, 0), wall)).isBetween(0.3, 0.7);
        double before = 1;
        for (double x = -0.5; x <= 0.6; x += 0.1) {
            double seen = light.visible(new Vec3(x, 0, 0), wall);
            assertThat(seen).isLessThanOrEqualTo(before);
            before = seen;
        }
    }

    /** A disc of radius ρ at distance 1 of a camera of focal length f covers π(fρ)² of the unit image. */
    @Test
    void bordersAreSmooth() {
        Camera camera = Camera.upright(new Vec3(0, 0, 0), new Vec3(0, 1, 0), 0, 1);
        Surface disc = new Cylinder(new Vec3(0, 1, 0), new Vec3(0, 1.01, 0), 0.3);
        Raycaster caster = new Raycaster(List.of(disc), List.of(), new Light(new Vec3(0, 0, 9), 1), camera);
        float[] image = caster.draw(48, 2, (surface, point, normal, toEye, lit, layers) -> {
            layers[0] = surface == 0 ? 1 : 0;
            layers[1] = 1;
        });
        double sum = 0;
        int partial = 0;
        for (int i = 0; i < image.length; i += 2) {
            sum += image[i];
            partial += image[i] > 0 && image[i] < 1 ? 1 : 0;
            assertThat(image[i + 1]).isEqualTo(1);
        }
        assertThat(sum / (48 * 48)).isCloseTo(Math.PI * 0.09, within(0.0015));
        assertThat(partial).isGreaterThan(60);
    }
}
