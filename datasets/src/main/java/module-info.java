@org.jspecify.annotations.NullMarked
module org.gaspard.datasets {
    requires static org.jspecify;
    requires transitive org.gaspard.tensor;

    exports org.gaspard.datasets;
    exports org.gaspard.datasets.points;
    exports org.gaspard.datasets.rendered;
    exports org.gaspard.datasets.sampling;
}
