package org.gaspard.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.gaspard.benchmarks.cases.Case;
import org.gaspard.benchmarks.cases.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void readsACaseWithOptions() throws Exception {
        Options options = Options.parse(
                "gemm-256", "--pairs", "9", "--threads", "1", "--json", "rows", "--jvm", " -Xmx1g  -XX:+UseSerialGC ");
        assertThat(options.mode()).isEqualTo(Options.Mode.COMPARE);
        assertThat(options.cases()).containsExactly("gemm-256");
        assertThat(options.pairs()).hasValue(9);
        assertThat(options.threads()).isEqualTo(OptionalInt.of(1));
        assertThat(options.json()).contains(Path.of("rows"));
        assertThat(options.jvm()).isEqualTo(List.of("-Xmx1g", "-XX:+UseSerialGC"));
    }

    @Test
    void longCasesTakeFewTurns() throws Exception {
        Case quick = Catalogue.find("softmax").orElseThrow();
        Case slow = Catalogue.find("dci-dsprites").orElseThrow();
        assertThat(Options.parse("softmax").pairs(quick)).isEqualTo(7);
        assertThat(Options.parse("softmax").pairs(slow)).isEqualTo(3);
        assertThat(Options.parse("softmax", "--pairs", "1").pairs(slow)).isEqualTo(1);
        assertThatThrownBy(() -> Options.parse("softmax", "--pairs", "6").pairs(quick))
                .hasMessage("--pairs must be at least 7 for softmax, found 6");
    }

    @Test
    void noJvmOptionsAreNone() throws Exception {
        assertThat(Options.parse("gemm-256", "--jvm", " ").jvm()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--list, LIST", "--all, ALL", "--check, CHECK", "--warm-up, WARM_UP", "--scaling, SCALING"})
    void readsModes(String word, Options.Mode mode) throws Exception {
        assertThat(Options.parse(word).mode()).isEqualTo(mode);
    }

    @Test
    void aTableIsMadeOfAFile() throws Exception {
        Options options = Options.parse("--table", "rows");
        assertThat(options.mode()).isEqualTo(Options.Mode.TABLE);
        assertThat(options.json()).contains(Path.of("rows"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--pairs; --pairs takes a value",
                "--pairs 0; --pairs must be at least 1, found 0",
                "--threads two; --threads takes a whole number, found 'two'",
                "--quick; no option --quick",
                "--all softmax; expected no name of a case with --all, found softmax",
                "--table rows softmax; expected no name of a case with --table, found softmax",
                "--check --warm-up; one of --check and --warm-up, not both",
                "softmax --scaling --threads 4; --scaling chooses the threads itself, found --threads 4",
                "--table rows --json more; one file is enough, found rows and --json more"
            })
    void refusesWhatItDoesNotKnow(String line, String message) {
        assertThatThrownBy(() -> Options.parse(line.split(" ")))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(Failure.USAGE))
                .hasMessage(message);
    }
}
