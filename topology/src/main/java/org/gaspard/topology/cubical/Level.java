package org.gaspard.topology.cubical;

/** Which pixels enter first. */
public enum Level {

    /** From dark to bright: at t, the pixels with {@code f ≤ t} are there. */
    SUBLEVEL,

    /**
     * From bright to dark, as the sublevel sets of {@code −f}: at t, the pixels with {@code −f ≤ t} are there. Births and
     * deaths are numbers of {@code −f}, so that a birth is below its death here too.
     */
    SUPERLEVEL
}
