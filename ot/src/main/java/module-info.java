@org.jspecify.annotations.NullMarked
module org.gaspard.ot {
    requires static org.jspecify;
    requires ejml.core;
    requires ejml.ddense;
    requires transitive org.gaspard.autodiff;

    exports org.gaspard.ot;
    exports org.gaspard.ot.gromov;
}
