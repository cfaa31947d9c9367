/** Example programs, and the pictures and pages they report with. */
@org.jspecify.annotations.NullMarked
module org.gaspard.examples {
    requires static org.jspecify;
    requires org.gaspard.models;
    requires org.gaspard.topology;
    requires transitive java.desktop;
    requires xchart;
    requires info.picocli;

    exports org.gaspard.examples.report;

    opens org.gaspard.examples to
            info.picocli;
}
