package org.gaspard.topology.rips;

/**
 * Which representatives of homology classes {@link VietorisRips} returns with the bars, as {@link Chain}s. A representative of a
 * bar of length zero is the empty chain.
 */
public enum Representatives {
    /** None. */
    NONE,
    /**
     * Cocycles α, from the columns that the computation reduces anyway. On the complex of any scale before the death, {@code δα =
     * 0}, and α is not a coboundary. In dimension 0, the points of the component that is swallowed, with coefficients 1. α is 1 on
     * the birth simplex and lives on simplices that enter between birth and death.
     */
    COCYCLES,
    /**
     * Cycles z, made of simplices that are there at the birth: {@code ∂z = 0}, and z becomes a boundary at the death. In dimension
     * 0, the difference of the oldest points of two components that merge; for a bar without end one point. In dimension 1 of plane
     * clouds, polygons around holes. They are the boundaries of the death simplices, less the boundaries of what is filled before
     * wherever these cancel a simplex, so that what is left enters as early as possible; they need not have the fewest simplices.
     * It takes a second reduction of as many columns as there are bars.
     */
    CYCLES
}
