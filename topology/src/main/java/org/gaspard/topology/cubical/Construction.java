package org.gaspard.topology.cubical;

/**
 * How an array of pixels becomes a complex of cubes ([GHM20]). The two differ in which pixels touch: where two
 * dark pixels meet in a corner only, they are connected under {@link #TOP_CELLS} and not under {@link #VERTICES}.
 */
public enum Construction {

    /**
     * The T-construction: a pixel is a cube of the highest dimension, and a lower cell enters with the first of the pixels
     * around it. Dark regions are connected through corners (8 neighbours in the plane, 26 in space).
     */
    TOP_CELLS,

    /**
     * The V-construction: a pixel is a vertex, and a cube enters with the last of its vertices. Dark regions are connected
     * through sides (4 neighbours in the plane, 6 in space).
     */
    VERTICES
}
