/** Benchmarks: cases that are timed beside another framework, and JMH benchmarks of kernels. */
@org.jspecify.annotations.NullMarked
module org.gaspard.benchmarks {
    requires static org.jspecify;
    requires org.gaspard.models;
    requires static jmh.core;
    requires java.management;
    requires jdk.management;
}
