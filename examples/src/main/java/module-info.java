@org.jspecify.annotations.NullMarked
module org.gaspard.examples {
    requires static org.jspecify;
    requires org.gaspard.models;
    requires java.desktop;
    requires xchart;
    requires info.picocli;
}
