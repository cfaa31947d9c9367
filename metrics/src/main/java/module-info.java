/** Measures of representations: disentanglement, similarity, generation; and the learners that they need. */
@org.jspecify.annotations.NullMarked
module org.gaspard.metrics {
    requires static org.jspecify;
    requires ejml.core;
    requires ejml.ddense;
    requires transitive org.gaspard.datasets;
    requires transitive org.gaspard.ot;
    requires transitive org.gaspard.topology;

    exports org.gaspard.metrics;
    exports org.gaspard.metrics.clustering;
    exports org.gaspard.metrics.generation;
    exports org.gaspard.metrics.information;
    exports org.gaspard.metrics.intervention;
    exports org.gaspard.metrics.learners;
    exports org.gaspard.metrics.novelty;
    exports org.gaspard.metrics.prediction;
    exports org.gaspard.metrics.similarity;
    exports org.gaspard.metrics.suite;
    exports org.gaspard.metrics.unsupervised;
}
