package org.gaspard.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.benchmarks.cases.Peer;
import org.junit.jupiter.api.Test;

class RowTest {

    private static Row row(double ratio, double seconds) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("case", "vae-step-1x64");
        values.put("threads", 2L);
        values.put("jvm", "");
        values.put("peer", "pytorch");
        values.put("our_seconds", seconds);
        values.put("peer_seconds", 0.06);
        values.put("ratio", ratio);
        values.put("our_peak_bytes", 300L << 20);
        return new Row(values);
    }

    @Test
    void isReadAsWritten() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", "a \"quoted\" \\ word");
        values.put("whole", -12L);
        values.put("small", 1.25e-9);
        values.put("half", 0.5);
        Row row = new Row(values);
        assertThat(row.toJson())
                .isEqualTo("{\"text\": \"a \\\"quoted\\\" \\\\ word\", \"whole\": -12, \"small\": 1.25E-9, \"half\":"
                        + " 0.5}");
        assertThat(Row.parse(row.toJson())).isEqualTo(row);
    }

    @Test
    void knowsAResult() {
        assertThat(Row.parse(row(1.9, 0.030).toJson()).isResult()).isTrue();
        assertThat(Row.parse("# Benchmarks - a line of something else").isResult())
                .isFalse();
        assertThat(Row.parse("{\"case\": \"softmax\", \"ratio\": -}").isResult())
                .isFalse();
    }

    @Test
    void runsOfACaseShareALineOfTheTable() {
        String table = Table.of(List.of(row(1.9, 0.030), row(2.1, 0.032), row(2.0, 0.031)));
        assertThat(table.lines()).hasSize(3);
        assertThat(table)
                .endsWith("| vae-step-1x64 | 2 | 31.0 ms | 60.0 ms | pytorch | 1.90, 2.10, 2.00 |  | 300 MiB,  |  |\n");
    }

    private static Row alone(double seconds) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("case", "topdis-loss-64");
        values.put("threads", 2L);
        values.put("jvm", "");
        values.put("our_seconds", seconds);
        values.put("our_peak_bytes", 300L << 20);
        return new Row(values).against(new Peer.Target(0.015));
    }

    @Test
    void aCaseWithoutAPeerHasATarget() {
        Row row = alone(0.0123);
        assertThat(row.text("peer")).isEqualTo("none");
        assertThat(row.number("target_seconds")).hasValue(0.015);
        assertThat(Row.parse(row.toJson()).isResult()).isTrue();
        assertThat(row.facts()).containsExactly("peak resident memory: gaspard 300 MiB");
        assertThat(Table.of(List.of(row, alone(0.0125))))
                .endsWith("| topdis-loss-64 | 2 | 12.4 ms | — | target 15.0 ms | — |  | 300 MiB |  |\n");
    }

    @Test
    void saysWhatIsKnown() {
        assertThat(row(2, 0.03).facts()).containsExactly("peak resident memory: gaspard 300 MiB, pytorch unknown");
    }
}
