package org.gaspard.ot.tables;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The table of the README that compares gradients with differences. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GradientTableTest {

    private final DeviationTable table = new DeviationTable("Gradients");

    @TestFactory
    Stream<DynamicTest> gradients() {
        return table.tests(GradientComparisons.all());
    }

    @AfterAll
    void write() throws IOException {
        table.write();
    }
}
