package org.gaspard.topology.diagram;

/**
 * A bar matched to a bar of another diagram, or to the diagonal.
 *
 * @param first the index of a bar in the first diagram, or {@link #DIAGONAL}
 * @param second the index of a bar in the second diagram, or {@link #DIAGONAL}
 * @param length how far apart the two are in the norm of the distance; for two essential bars, how far apart their finite
 *     ends are, and 0 if they have none
 */
public record Match(int first, int second, double length) {

    /** Stands for the diagonal where the index of a bar is expected. */
    public static final int DIAGONAL = -1;

    /** Whether one of the two is the diagonal. */
    public boolean isDiagonal() {
        return first == DIAGONAL || second == DIAGONAL;
    }
}
