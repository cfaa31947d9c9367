package org.gaspard.models.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvLogTest {

    @TempDir
    Path folder;

    @Test
    void writesHeaderThenRowsInTheOrderOfTheFirst() throws IOException {
        Path file = folder.resolve("new/log.csv");
        try (var log = CsvLog.create(file)) {
            log.append(1, row("loss", 0.1, "kl", 1e-5));
            log.append(20, row("kl", Double.NaN, "loss", Double.POSITIVE_INFINITY));
            assertThat(file).as("flushed row by row").hasContent("step,loss,kl\n1,0.1,1.0E-5\n20,Infinity,NaN\n");
        }
    }

    @Test
    void numbersDoNotDependOnTheLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try (var log = CsvLog.create(folder.resolve("log.csv"))) {
            log.append(1_000_000, Map.of("loss", 1234567.25f));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(folder.resolve("log.csv")).hasContent("step,loss\n1000000,1234567.2\n");
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        Path file = folder.resolve("log.csv");
        try (var log = CsvLog.create(file)) {
            log.append(1, row("loss", 1 / 3.0, "kl", Double.NaN));
            log.append(2, row("loss", -0.0, "kl", Double.MIN_VALUE));
        }
        var table = CsvLog.read(file);
        assertThat(table.sequencedKeySet()).containsExactly("step", "loss", "kl");
        assertThat(table.get("step")).containsExactly(1, 2);
        assertThat(table.get("loss")).containsExactly(1 / 3.0, -0.0);
        assertThat(table.get("kl")).containsExactly(Double.NaN, Double.MIN_VALUE);
    }

    @Test
    void resumingDropsRowsAfterTheCheckpointAndATornRow() throws IOException {
        Path file = folder.resolve("log.csv");
        try (var log = CsvLog.create(file)) {
            for (int step = 10; step <= 50; step += 10) {
                log.append(step, Map.of("loss", step / 10));
            }
        }
        Files.writeString(file, "60,6", StandardOpenOption.APPEND);
        assertThat(CsvLog.read(file).get("step")).hasSize(5);
        try (var log = CsvLog.resume(file, 30, row -> true)) {
            log.append(40, Map.of("loss", 44));
        }
        assertThat(file).hasContent("step,loss\n10,1\n20,2\n30,3\n40,44\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void resumingKeepsTheHeader() throws IOException {
        Path file = folder.resolve("log.csv");
        try (var log = CsvLog.create(file)) {
            log.append(10, row("loss", 1, "kl", 2));
        }
        try (var log = CsvLog.resume(file, 0, row -> true)) {
            log.append(5, row("kl", 4, "loss", 3));
            assertThatThrownBy(() -> log.append(6, Map.of("loss", 1)))
                    .hasMessageContaining("[loss, kl]")
                    .hasMessageContaining("[loss]");
        }
        assertThat(file).hasContent("step,loss,kl\n5,3,4\n");
    }

    @Test
    void resumingWithoutAFileStartsOne() throws IOException {
        Path file = folder.resolve("log.csv");
        try (var log = CsvLog.resume(file, 100, row -> true)) {
            log.append(101, Map.of("loss", 1));
        }
        assertThat(file).hasContent("step,loss\n101,1\n");
    }

    @Test
    void creatingReplacesAnOlderLog() throws IOException {
        Path file = folder.resolve("log.csv");
        Files.writeString(file, "step,other\n1,2\n");
        try (var log = CsvLog.create(file)) {
            log.append(1, Map.of("loss", 1));
        }
        assertThat(file).hasContent("step,loss\n1,1\n");
    }

    @Test
    void refusesStepsThatGoBackAndNamesThatWouldBreakTheTable() throws IOException {
        Path file = folder.resolve("log.csv");
        try (var log = CsvLog.create(file)) {
            assertThatThrownBy(() -> log.append(1, Map.of("a,b", 1))).hasMessageContaining("a,b");
            assertThatThrownBy(() -> log.append(1, Map.of("step", 1))).hasMessageContaining("step");
            log.append(2, Map.of("loss", 1));
            log.append(2, Map.of("loss", 2));
            assertThatThrownBy(() -> log.append(1, Map.of("loss", 1))).hasMessageContaining("found 1 after 2");
        }
    }

    @Test
    void refusesToResumeAForeignFile() throws IOException {
        Path file = folder.resolve("other.csv");
        Files.writeString(file, "time,loss\n1,2\n");
        assertThatThrownBy(() -> CsvLog.resume(file, 1, row -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("time,loss");
        assertThat(file).hasContent("time,loss\n1,2\n");
    }

    private static Map<String, Number> row(String a, Number x, String b, Number y) {
        Map<String, Number> row = new LinkedHashMap<>();
        row.put(a, x);
        row.put(b, y);
        return row;
    }
}
