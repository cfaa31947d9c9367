package org.gaspard.topology.cubical;

import org.gaspard.topology.sets.DisjointSets;

/**
 * Components of the pixels that have entered, by union-find and the elder rule: where two meet, the younger one dies.
 *
 * <p>Forwards these are the bars of dimension 0. Backwards they are the components of the complement, the margin being one
 * of them from the start, and by Alexander duality the bars of dimension D − 1: a component of the complement that appears
 * with one pixel and is joined to an older one with another is, in the order of the image, a void that the second pixel
 * encloses and the first one fills ([EH10], section V.4; [KSA20]).
 */
final class Components {

    private Components() {}

    /** The bars of dimension 0, without those of a single pixel. */
    static RankedBars of(PixelLattice forwards, int[] neighbours) {
        RankedBars bars = new RankedBars();
        DisjointSets sets = merge(forwards, neighbours, bars::add);
        for (int r = forwards.first; r < forwards.last; r++) {
            int p = forwards.place[r];
            if (sets.find(p) == p) {
                bars.addEssential(r);
            }
        }
        return bars;
    }

    /** The bars of dimension D − 1, without those of a single pixel, by the neighbours of the dual construction. */
    static RankedBars ofComplement(PixelLattice backwards, int[] dualNeighbours) {
        RankedBars bars = new RankedBars();
        merge(backwards, dualNeighbours, (appeared, joined) -> {
            if (appeared < backwards.first) {
                bars.addEssential(backwards.turned(joined));
            } else {
                bars.add(backwards.turned(joined), backwards.turned(appeared));
            }
        });
        return bars;
    }

    private interface Merges {
        void add(int birthRank, int deathRank);
    }

    private static DisjointSets merge(PixelLattice lattice, int[] neighbours, Merges merges) {
        int[] rank = lattice.rank;
        DisjointSets sets = new DisjointSets(rank.length, place -> rank[place] < 0 ? 0 : place);
        for (int r = 0; r < lattice.last; r++) {
            int p = lattice.place[r];
            int mine = p;
            for (int distance : neighbours) {
                if (rank[p + distance] < r) {
                    int other = sets.find(p + distance);
                    if (other != mine) {
                        boolean otherIsElder = rank[other] < rank[mine];
                        int younger = otherIsElder ? mine : other;
                        mine = otherIsElder ? other : mine;
                        sets.link(younger, mine);
                        if (rank[younger] < r && r >= lattice.first) {
                            merges.add(rank[younger], r);
                        }
                    }
                }
            }
        }
        return sets;
    }
}
