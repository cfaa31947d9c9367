package org.gaspard.topology.rips;

/**
 * The simplices of a Vietoris-Rips filtration, found by their keys when they are needed; none is stored. The first
 * vertices may span a part that is taken out of the complex, as homology relative to that part needs it.
 *
 * <p>A simplex σ and a cofacet τ of the same diameter are a <em>zero apparent pair</em> if τ is the first cofacet of σ in the
 * order of the filtration and σ the last facet of τ: a pair of the persistent (co)homology that needs no reduction [B21,
 * Definition 3.2].
 *
 * <p>Not for several threads at once: each needs a {@link #fork} of its own.
 */
final class FlagComplex {

    private final Adjacency adjacency;
    private final Binomials binomials;
    private final Keys keys;
    private final int modulus;
    private final int out;
    /** Those of the simplex at hand, descending. */
    private final int[] vertices;

    private final int maxDimension;

    /**
     * The simplices of a graph.
     *
     * @param out the number of first vertices whose simplices are taken out
     * @param maxDimension the highest dimension of simplices whose cofacets are needed
     */
    FlagComplex(Adjacency adjacency, Binomials binomials, Keys keys, int modulus, int out, int maxDimension) {
        this.adjacency = adjacency;
        this.binomials = binomials;
        this.keys = keys;
        this.modulus = modulus;
        this.out = out;
        this.maxDimension = maxDimension;
        this.vertices = new int[maxDimension + 2];
    }

    /** The same complex with working memory of its own. */
    FlagComplex fork() {
        return new FlagComplex(adjacency.fork(), binomials, keys, modulus, out, maxDimension);
    }

    Keys keys() {
        return keys;
    }

    /** The vertices of a simplex, descending. */
    int[] vertices(long key, int dimension) {
        int[] simplex = new int[dimension + 1];
        binomials.vertices(keys.index(key), dimension + 1, adjacency.size(), simplex);
        return simplex;
    }

    private void open(long key, int dimension) {
        binomials.vertices(keys.index(key), dimension + 1, adjacency.size(), vertices);
    }

    /**
     * Adds {@code coefficient} times the coboundary of a simplex to a list, in any order: the cofacets of ranks above {@code
     * after}, up to {@code upTo}.
     */
    void coboundary(long key, int dimension, int coefficient, int after, int upTo, LongList terms) {
        addCofacets(key, dimension, coefficient, 0, after, upTo, terms);
    }

    /**
     * Adds the cofacets whose new vertex is above all others, so that each simplex is found once, but for those that are
     * taken out.
     */
    void cofacetsAbove(long key, int dimension, LongList cofacets) {
        open(key, dimension);
        addCofacets(key, dimension, 1, Math.max(vertices[0] + 1, out), -1, Adjacency.ABSENT - 1, cofacets);
    }

    /** How many simplices of a dimension are taken out: those with the lowest indices. */
    long outside(int dimension) {
        return binomials.of(out, dimension + 1);
    }

    /** Goes down the new vertices, past the old ones. */
    private void addCofacets(long key, int dimension, int coefficient, int low, int after, int upTo, LongList terms) {
        int diameter = keys.rank(key);
        if (diameter > upTo) {
            return;
        }
        open(key, dimension);
        int count = dimension + 1;
        int found = adjacency.neighbours(vertices, count, low, diameter > after ? -1 : after, upTo);
        int j = 0;
        long others = keys.index(key);
        long[] binomial = binomials.row(count + 1);
        int signed = (count & 1) == 0 ? coefficient : modulus - coefficient;
        for (int i = 0; i < found; i++) {
            int w = adjacency.neighbour(i);
            while (j < count && vertices[j] > w) {
                others += binomial[vertices[j]] - binomials.of(vertices[j], count - j);
                j++;
                binomial = binomials.row(count + 1 - j);
                signed = modulus - signed;
            }
            int rank = Math.max(diameter, adjacency.rankOf(i));
            terms.add(keys.term(keys.key(rank, others + binomial[w]), signed));
        }
    }

    /** The first cofacet in the order of the filtration if it has the simplex's diameter; or {@link Keys#NONE}. */
    long zeroCofacet(long key, int dimension) {
        open(key, dimension);
        int w = adjacency.lastWithin(vertices, dimension + 1, -1, keys.rank(key), 0);
        return w < 0 ? Keys.NONE : cofacet(keys.rank(key), dimension + 1, w);
    }

    /** The first term of the coboundary of a simplex, or {@link Keys#NONE}. */
    long firstCofacet(long key, int dimension) {
        open(key, dimension);
        int count = dimension + 1;
        int w = adjacency.nearest(vertices, count);
        if (w < 0) {
            return Keys.NONE;
        }
        int diameter = keys.rank(key);
        int rank = Math.max(diameter, adjacency.rankOf(0));
        if (rank == diameter) {
            w = adjacency.lastWithin(vertices, count, -1, diameter, 0);
        }
        int below = 0;
        while (below < count && vertices[count - 1 - below] < w) {
            below++;
        }
        return keys.term(cofacet(rank, count, w), (below & 1) == 0 ? 1 : modulus - 1);
    }

    /** The key of the simplex of {@link #vertices} and w. */
    private long cofacet(int diameter, int count, int w) {
        long index = 0;
        int j = 0;
        while (j < count && vertices[j] > w) {
            index += binomials.of(vertices[j], count + 1 - j);
            j++;
        }
        index += binomials.of(w, count + 1 - j);
        for (; j < count; j++) {
            index += binomials.of(vertices[j], count - j);
        }
        return keys.key(diameter, index);
    }

    /** The zero apparent pair's cofacet of a simplex, or {@link Keys#NONE}. */
    long apparentCofacet(long key, int dimension) {
        open(key, dimension);
        int diameter = keys.rank(key);
        int w = adjacency.lastWithin(vertices, dimension + 1, -1, diameter, 0);
        if (w < 0) {
            return Keys.NONE;
        }
        long cofacet = cofacet(diameter, dimension + 1, w);
        open(cofacet, dimension + 1);
        int removed = lastFacet(dimension + 2, diameter);
        return removed >= 0 && vertices[removed] == w ? cofacet : Keys.NONE;
    }

    /** The term of the zero apparent pair's facet of a simplex, with its sign in the boundary; or {@link Keys#NONE}. */
    long apparentFacet(long key, int dimension) {
        open(key, dimension);
        int diameter = keys.rank(key);
        int count = dimension + 1;
        int removed = lastFacet(count, diameter);
        if (removed < 0 || adjacency.lastWithin(vertices, count, removed, diameter, vertices[removed] + 1) >= 0) {
            return Keys.NONE;
        }
        return facet(count, removed, diameter, 1);
    }

    /** The term of the facet of {@link #vertices} without one of them, with its sign in the boundary. */
    private long facet(int count, int removed, int diameter, int coefficient) {
        long index = 0;
        for (int j = 0; j < count; j++) {
            if (j != removed) {
                index += binomials.of(vertices[j], j < removed ? count - 1 - j : count - j);
            }
        }
        return keys.term(
                keys.key(diameter, index), (count - 1 - removed & 1) == 0 ? coefficient : modulus - coefficient);
    }

    /** Adds {@code coefficient} times the boundary of a simplex of dimension 2 or more to a list, in any order. */
    void boundary(long key, int dimension, int coefficient, LongList terms) {
        open(key, dimension);
        int count = dimension + 1;
        for (int removed = 0; removed < count; removed++) {
            if (vertices[removed == 0 ? 1 : 0] >= out) {
                terms.add(facet(count, removed, diameterWithout(count, removed), coefficient));
            }
        }
    }

    private int diameterWithout(int count, int removed) {
        int diameter = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                if (i != removed && j != removed) {
                    diameter = Math.max(diameter, adjacency.rank(vertices[i], vertices[j]));
                }
            }
        }
        return diameter;
    }

    /**
     * Which vertex to remove from {@link #vertices} to get the last facet in the order of the filtration, that of smallest
     * index, among those of the same diameter; or −1.
     */
    private int lastFacet(int count, int diameter) {
        for (int removed = 0; removed < count; removed++) {
            if (vertices[removed == 0 ? 1 : 0] >= out && hasDiameter(count, removed, diameter)) {
                return removed;
            }
        }
        return -1;
    }

    private boolean hasDiameter(int count, int removed, int diameter) {
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                if (i != removed && j != removed && adjacency.rank(vertices[i], vertices[j]) == diameter) {
                    return true;
                }
            }
        }
        return false;
    }
}
