package org.gaspard.datasets.rendered.scene;

/** What a surface adds to each layer of an image. */
@FunctionalInterface
public interface Shader {

    /** The number of the surface where a ray meets none. */
    int NOTHING = -1;

    /**
     * Writes all layers.
     *
     * @param surface the number of the surface in the scene, or {@link #NOTHING}
     * @param point where the ray meets it
     * @param normal its outward unit normal there
     * @param toEye the unit vector back along the ray
     * @param lit the share of the light that the point sees
     */
    void shade(int surface, Vec3 point, Vec3 normal, Vec3 toEye, double lit, double[] layers);
}
