/** Image data sets: renderers, readers of published files, preprocessing, splits and orders of batches. */
@org.jspecify.annotations.NullMarked
module org.gaspard.datasets {
    requires static org.jspecify;
    requires transitive org.gaspard.tensor;
    requires java.desktop;
    requires io.jhdf;
    // For jHDF, an automatic module, which cannot ask for what it uses.
    requires com.ning.compress.lzf;
    requires org.apache.commons.lang3;
    requires org.slf4j;

    exports org.gaspard.datasets;
    exports org.gaspard.datasets.catalogue;
    exports org.gaspard.datasets.files;
    exports org.gaspard.datasets.images;
    exports org.gaspard.datasets.points;
    exports org.gaspard.datasets.rendered;
    exports org.gaspard.datasets.sampling;
    exports org.gaspard.datasets.sequences;
}
