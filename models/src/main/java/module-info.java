/** Models, terms of their objectives, and training. */
@org.jspecify.annotations.NullMarked
module org.gaspard.models {
    requires static org.jspecify;
    requires transitive org.gaspard.metrics;
    requires transitive org.gaspard.topology;

    exports org.gaspard.models.directions;
    exports org.gaspard.models.evaluation;
    exports org.gaspard.models.flow.sparse;
    exports org.gaspard.models.flow.wave;
    exports org.gaspard.models.flow;
    exports org.gaspard.models.gan;
    exports org.gaspard.models.gwae;
    exports org.gaspard.models.ladder;
    exports org.gaspard.models.methods;
    exports org.gaspard.models.networks.hierarchy;
    exports org.gaspard.models.networks.warp;
    exports org.gaspard.models.networks;
    exports org.gaspard.models.prior.implicit;
    exports org.gaspard.models.prior;
    exports org.gaspard.models.progress;
    exports org.gaspard.models.protocols;
    exports org.gaspard.models.sequences.baselines;
    exports org.gaspard.models.sequences.evaluation;
    exports org.gaspard.models.sequences;
    exports org.gaspard.models.terms.adversarial;
    exports org.gaspard.models.terms.guided;
    exports org.gaspard.models.terms.jacobian;
    exports org.gaspard.models.terms.topology;
    exports org.gaspard.models.terms;
    exports org.gaspard.models.training;
    exports org.gaspard.models;
}
