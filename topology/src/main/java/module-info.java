/** Persistent homology, distances between its diagrams, topology divergences, and losses made of them. */
@org.jspecify.annotations.NullMarked
module org.gaspard.topology {
    requires static org.jspecify;
    requires transitive org.gaspard.autodiff;
    requires org.gaspard.ot;

    exports org.gaspard.topology;
    exports org.gaspard.topology.diagram;
}
