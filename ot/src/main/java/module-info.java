@org.jspecify.annotations.NullMarked
module org.gaspard.ot {
    requires static org.jspecify;
    requires ejml.core;
    requires ejml.ddense;
    requires transitive org.gaspard.autodiff;

    exports org.gaspard.ot;
    exports org.gaspard.ot.entropic;
    exports org.gaspard.ot.exact;
    exports org.gaspard.ot.gaussian;
    exports org.gaspard.ot.geometry;
    exports org.gaspard.ot.gromov;
    exports org.gaspard.ot.implicit;
    exports org.gaspard.ot.maps;
    exports org.gaspard.ot.reading;
    exports org.gaspard.ot.sliced;
}
