package org.gaspard.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final Score SCORE = Score.of("MIG", 0.1 + 0.2)
            .withFigure("train", 1e-300)
            .withFigure("undefined", Double.NaN)
            .withTable(Score.Table.ofCodesAndFactors(
                    "information", List.of("a \"quoted\" \\ name", "ß"), new double[][] {{1, 2.5}, {Double.NaN, -0.0}}))
            .withTable(Score.Table.ofFactors("gap", List.of("x", "y"), new double[] {0.25, 0.5}))
            .withTable(Score.Table.ofCodes("variance", new double[] {3}))
            .withSetting("bins", 20)
            .withWarning("dead codes [3]\nand\tmore");

    @Test
    void jsonIsReadBack() {
        Map<?, ?> json = (Map<?, ?>) JsonReader.read(SCORE.json());
        assertThat(json.keySet())
                .map(Object::toString)
                .containsExactly("metric", "value", "figures", "tables", "settings", "warnings");
        assertThat(json.get("metric")).isEqualTo("MIG");
        assertThat(json.get("value")).isEqualTo(0.1 + 0.2);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("train", 1e-300);
        figures.put("undefined", JsonReader.NULL);
        assertThat(json.get("figures")).isEqualTo(figures);
        assertThat(json.get("settings")).isEqualTo(Map.of("bins", "20"));
        assertThat(json.get("warnings")).isEqualTo(List.of("dead codes [3]\nand\tmore"));
        List<?> tables = (List<?>) json.get("tables");
        assertThat(tables).hasSize(3);
        assertThat(tables.get(0))
                .isEqualTo(Map.of(
                        "name",
                        "information",
                        "row_kind",
                        "code",
                        "rows",
                        List.of("z0", "z1"),
                        "column_kind",
                        "factor",
                        "columns",
                        List.of("a \"quoted\" \\ name", "ß"),
                        "values",
                        List.of(List.of(1.0, 2.5), List.of(JsonReader.NULL, -0.0))));
    }

    @Test
    void scoresOfABatteryAreOneObject() {
        Map<String, String> refused = Map.of("SAP", "no 'factor'");
        Scores scores = new Scores(List.of(SCORE, Score.of("DCI", 1)), new LinkedHashMap<>(refused));
        Map<?, ?> json = (Map<?, ?>) JsonReader.read(scores.json());
        assertThat((List<?>) json.get("scores")).hasSize(2);
        assertThat(json.get("refused")).isEqualTo(refused);
        assertThat(((Map<?, ?>) JsonReader.read(new Scores(List.of(), new LinkedHashMap<>()).json())).get("scores"))
                .isEqualTo(List.of());
    }

    @Test
    void tableForPeople() {
        Scores scores = new Scores(List.of(SCORE), new LinkedHashMap<>(Map.of("SAP", "continuous")));
        assertThat(scores.table().lines())
                .containsExactly(
                        "MIG                                              0.300000",
                        "  train                                          0.000000",
                        "  undefined                                           NaN",
                        "warning: MIG: dead codes [3]",
                        "and\tmore",
                        "refused: SAP: continuous");
        assertThat(scores.of("MIG")).isSameAs(scores.scores().getFirst());
        assertThatThrownBy(() -> scores.of("SAP")).hasMessage("SAP is not defined here: continuous");
        assertThatThrownBy(() -> scores.of("DCI")).hasMessage("no score of 'DCI', expected one of [MIG]");
    }

    @Test
    void partsAreFoundByName() {
        assertThat(SCORE.figure("train")).isEqualTo(1e-300);
        assertThat(SCORE.table("gap").column(0)).containsExactly(0.25, 0.5);
        assertThat(SCORE.table("information").column(1)).containsExactly(2.5, -0.0);
        assertThat(SCORE.table("variance").rows()).containsExactly("z0");
        assertThatThrownBy(() -> SCORE.figure("test")).hasMessageContaining("expected one of [train, undefined]");
        assertThatThrownBy(() -> SCORE.table("gaps")).hasMessageContaining("[information, gap, variance]");
        assertThat(SCORE).hasToString("MIG 0.30000000000000004, train 1.0E-300, undefined NaN");
    }

    @Test
    void withMethodsLeaveTheScoreAsItWas() {
        Score score = Score.of("x", 1);
        Score more = score.withFigure("a", 2).withSetting("b", "c").withWarning("d");
        assertThat(score.figures()).isEmpty();
        assertThat(score.settings()).isEmpty();
        assertThat(score.warnings()).isEmpty();
        assertThatThrownBy(() -> more.figures().put("e", 1.0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> more.settings().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> more.warnings().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void tablesMustFitTheirNames() {
        assertThatThrownBy(() -> Score.Table.ofFactors("t", List.of("a"), new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 rows of 1 columns, found 2 rows");
        assertThatThrownBy(() -> Score.Table.ofCodesAndFactors("t", List.of("a"), new double[][] {{1, 2}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tablesAreCopies() {
        double[][] values = {{1, 2}};
        Score.Table table = new Score.Table("t", "r", List.of("a"), "c", List.of("x", "y"), values);
        values[0][0] = 9;
        table.values()[0][1] = 9;
        assertThat(table.values()).isDeepEqualTo(new double[][] {{1, 2}});
    }
}
