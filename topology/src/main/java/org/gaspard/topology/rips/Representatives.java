package org.gaspard.topology.rips;

/** What is given of the classes behind the bars. */
public enum Representatives {
    /** Nothing. */
    NONE,
    /** A cocycle for each bar, which is one throughout {@code [birth, death)}. */
    COCYCLES,
    /** A cycle for each bar, which exists from the birth on and bounds from the death on. */
    CYCLES
}
