@org.jspecify.annotations.NullMarked
module org.gaspard.metrics {
    requires static org.jspecify;
    requires ejml.core;
    requires ejml.ddense;
    requires transitive org.gaspard.datasets;
    requires transitive org.gaspard.ot;

    exports org.gaspard.metrics;
    exports org.gaspard.metrics.learners;
    exports org.gaspard.metrics.information;
    exports org.gaspard.metrics.prediction;
}
