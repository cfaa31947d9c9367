package org.gaspard.datasets.rendered.scene;

/** The boundary of a convex solid, which a ray from outside enters at most once. */
public sealed interface Surface permits Polyhedron, Sphere, Cylinder, Capsule {

    /** How far a ray must have gone to meet a surface, so that one that starts on it does not. */
    double NEAR = 1e-9;

    /**
     * The smallest {@code t > NEAR} at which {@code origin + t·direction} enters the solid, or infinity.
     *
     * @param direction of any length but 0
     */
    double enter(Vec3 origin, Vec3 direction);

    /** The outward unit normal at a point of the surface. */
    Vec3 normal(Vec3 point);

    /** The centre of a ball that holds the solid. */
    Vec3 centre();

    /** The radius of that ball; infinity if there is none. */
    double bound();

    /** The number of the smooth piece to which a point of the surface belongs. */
    int facet(Vec3 point);
}
