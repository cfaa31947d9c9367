@org.jspecify.annotations.NullMarked
module org.gaspard.autodiff {
    requires static org.jspecify;
    requires transitive org.gaspard.tensor;

    exports org.gaspard.autodiff;
    exports org.gaspard.autodiff.nn;
    exports org.gaspard.autodiff.optim;
}
