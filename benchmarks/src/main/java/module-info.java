/** Benchmarks: cases that are timed beside other programs, and JMH benchmarks of kernels. */
@org.jspecify.annotations.NullMarked
module org.gaspard.benchmarks {
    requires static org.jspecify;
    requires org.gaspard.models;
    requires org.gaspard.ot;
    requires org.gaspard.topology;
    requires static jmh.core;
    requires java.management;
    requires jdk.management;
}
