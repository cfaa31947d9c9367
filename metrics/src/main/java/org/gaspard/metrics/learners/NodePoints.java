package org.gaspard.metrics.learners;

/** The points of the nodes of one growing tree as runs of arrays, and the search for the best cut of a node. */
interface NodePoints {

    /** All points, the run of the root. */
    int[] all();

    /** Offers the cuts of the node at {@code from … to − 1}; positions are those of the second part's first point. */
    void search(int from, int to, double[] statistics, int minLeaf, BestCut best);

    /** Cuts a node: in the returned array its parts are the runs before and from {@code cut.position()}. */
    int[] cut(int from, int to, BestCut cut);

    /** Makes the parts of a node that was cut ready for {@link #search}. */
    void part(int from, int to, BestCut cut);
}
