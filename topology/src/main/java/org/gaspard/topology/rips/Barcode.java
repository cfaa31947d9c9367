package org.gaspard.topology.rips;

import java.util.Arrays;
import java.util.List;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The bars of one dimension k with the simplices that begin and end them: in the order in which the birth simplices enter, but
 * components in the order in which they end.
 *
 * <p>The <em>birth edge</em> is the longest edge of the birth simplex, the <em>death edge</em> that of the death simplex: their
 * lengths are birth and death, so births and deaths are gathers of the distance matrix, and that is their derivative
 * wherever the order of the distances is strict. Among equally long edges of a simplex it is the one that comes first when the
 * pairs of its ascending vertices are read row by row. The birth "edge" of a component is its oldest vertex, twice.
 */
public final class Barcode {

    private final Diagram diagram;
    private final int[] birthSimplices;
    private final int[] deathSimplices;
    private final int[] birthEdges;
    private final int[] deathEdges;
    private final List<Chain> representatives;

    /**
     * The bars of a diagram.
     *
     * @param birthSimplices k + 1 ascending vertices for each bar
     * @param deathSimplices k + 2 ascending vertices for each bar, −1 where nothing ends it
     * @param birthEdges two vertices for each bar
     * @param deathEdges two vertices for each bar, −1 where nothing ends it
     * @param representatives a chain for each bar
     */
    Barcode(
            Diagram diagram,
            int[] birthSimplices,
            int[] deathSimplices,
            int[] birthEdges,
            int[] deathEdges,
            List<Chain> representatives) {
        this.diagram = diagram;
        this.birthSimplices = birthSimplices;
        this.deathSimplices = deathSimplices;
        this.birthEdges = birthEdges;
        this.deathEdges = deathEdges;
        this.representatives = List.copyOf(representatives);
    }

    /** Births and deaths alone, in the same order. */
    public Diagram diagram() {
        return diagram;
    }

    public int dimension() {
        return diagram.dimension();
    }

    /** The number of bars. */
    public int size() {
        return diagram.size();
    }

    /**
     * The vertices of the simplex that begins a bar, ascending.
     *
     * @throws IllegalArgumentException if there is no such bar
     */
    public int[] birthSimplex(int bar) {
        check(bar);
        int count = dimension() + 1;
        return Arrays.copyOfRange(birthSimplices, bar * count, (bar + 1) * count);
    }

    /** The vertices of the simplex that ends a bar, ascending; empty if nothing does. */
    public int[] deathSimplex(int bar) {
        check(bar);
        int count = dimension() + 2;
        return deathSimplices[bar * count] < 0
                ? new int[0]
                : Arrays.copyOfRange(deathSimplices, bar * count, (bar + 1) * count);
    }

    /** The birth edges: two ascending vertices for each bar. */
    public int[] birthEdges() {
        return birthEdges.clone();
    }

    /** The death edges: two ascending vertices for each bar; −1, −1 for one that nothing ends. */
    public int[] deathEdges() {
        return deathEdges.clone();
    }

    /**
     * The representative of the class of a bar, of the kind that {@link VietorisRips#representatives} asks for; the empty chain
     * if it asks for none.
     */
    public Chain representative(int bar) {
        check(bar);
        return representatives.get(bar);
    }

    private void check(int bar) {
        Checks.within("bar", bar, 0, size() - 1);
    }
}
