package org.gaspard.ot.tables;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The table of the README that compares solvers with closed forms, brute force and two libraries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SolverTableTest {

    private final DeviationTable table = new DeviationTable("Solvers");

    @TestFactory
    Stream<DynamicTest> solvers() {
        return table.tests(Stream.of(
                        LinearComparisons.all(),
                        GaussianComparisons.all(),
                        EntropicComparisons.all(),
                        MapComparisons.all(),
                        GromovComparisons.all(),
                        GromovPermutationComparisons.all())
                .flatMap(List::stream)
                .toList());
    }

    @AfterAll
    void write() throws IOException {
        table.write();
    }
}
