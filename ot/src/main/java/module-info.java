@org.jspecify.annotations.NullMarked
module org.gaspard.ot {
    requires static org.jspecify;
    requires transitive org.gaspard.autodiff;

    exports org.gaspard.ot;
    exports org.gaspard.ot.entropic;
    exports org.gaspard.ot.geometry;
}
