/** Benchmarks: cases that are timed beside another framework. */
@org.jspecify.annotations.NullMarked
module org.gaspard.benchmarks {
    requires static org.jspecify;
    requires org.gaspard.models;
    requires java.management;
    requires jdk.management;
}
