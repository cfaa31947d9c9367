/** Persistent homology, distances between its diagrams, topology divergences, and losses made of them. */
@org.jspecify.annotations.NullMarked
module org.gaspard.topology {
    requires static org.jspecify;
    requires transitive org.gaspard.autodiff;
    requires org.gaspard.ot;
    requires transitive java.desktop;

    exports org.gaspard.topology;
    exports org.gaspard.topology.cubical;
    exports org.gaspard.topology.diagram;
    exports org.gaspard.topology.divergence;
    exports org.gaspard.topology.loss;
    exports org.gaspard.topology.plot;
    exports org.gaspard.topology.reference;
    exports org.gaspard.topology.rips;
}
