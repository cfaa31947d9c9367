@org.jspecify.annotations.NullMarked
module org.gaspard.models {
    requires static org.jspecify;
    requires transitive org.gaspard.metrics;

    exports org.gaspard.models;
    exports org.gaspard.models.progress;
}
