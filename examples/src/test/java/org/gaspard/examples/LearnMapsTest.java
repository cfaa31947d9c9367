package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.gaspard.examples.LearnMaps.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnMapsTest {

    @Test
    void theGapKeepsTheGeometryWithoutMissingTheTarget(@TempDir Path folder) throws Exception {
        var printed = new ByteArrayOutputStream();
        List<LearnMaps.Row> rows =
                LearnMaps.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8), new Training(120, 5e-3));
        System.out.println(printed.toString(StandardCharsets.UTF_8));
        assertThat(rows).hasSize(12);
    }
}
