@org.jspecify.annotations.NullMarked
module org.gaspard.examples {
    requires static org.jspecify;
    requires org.gaspard.models;
    requires java.desktop;
    requires org.knowm.xchart;
    requires info.picocli;

}
