package org.gaspard.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyTableTest {

    static final String TEXT = """
        # two methods
        title     A study
        all       --steps 10
        seeds     1 2      # few
        data      sprites --dataset dsprites
        data      shapes  --dataset 3dshapes
        method    β-VAE --beta 4
        method    "β-VAE + GMG" against β-VAE --beta 4 --regulariser gmg
        figure    mig MIG
        figure    score.DCI DCI (trees)
        published sprites β-VAE mig 0.272 0.101 confirmed by a review
        """;

    @Test
    void readsATable() {
        StudyTable table = StudyTable.parse(TEXT);
        assertThat(table.title()).isEqualTo("A study");
        assertThat(table.seeds()).containsExactly(1L, 2L);
        assertThat(table.methods().get(1).base()).contains("β-VAE");
        assertThat(table.figures()).containsEntry("score.DCI", "DCI (trees)");
        assertThat(table.published())
                .containsExactly(
                        new StudyTable.Published("sprites", "β-VAE", "mig", 0.272, 0.101, "confirmed by a review"));
        assertThat(table.runs()).hasSize(8);
        StudyTable.Run run = table.runs().get(3);
        assertThat(run.options())
                .containsExactly(
                        "--steps", "10", "--dataset", "3dshapes", "--beta", "4", "--regulariser", "gmg", "--seed", "1");
        assertThat(run.folder()).isEqualTo("shapes/beta-vae-gmg/1");
        assertThat(table.runs().stream().map(StudyTable.Run::folder)).doesNotHaveDuplicates();
    }

    @Test
    void optionsOfAllRunsChange() {
        StudyTable table = StudyTable.parse(TEXT).withOption("--steps", "7");
        assertThat(table.common()).containsExactly("--steps", "7");
        assertThatThrownBy(() -> table.withOption("--beta", "7")).hasMessageContaining("must have the option --beta");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "metod x --beta 4; line 12: expected one of title, all, seeds, data, method, figure, published, found"
                        + " 'metod'",
                "seeds two; line 12: expected a whole number, found 'two'",
                "seeds 2; seeds must have different names, found [1, 2, 2]",
                "data sprites --x; line 12: the data 'sprites' is there twice",
                "method 'Beta VAE' --beta 4; methods must have different names",
                "method x against y --beta 4; 'x' is compared with 'y', expected another one of",
                "published cars β-VAE mig 1 1 sure; published value of the data 'cars', expected one of [sprites,"
                        + " shapes]",
                "published sprites β-VAE mig one 1 sure; line 12: expected a number, found 'one'",
                "published sprites β-VAE sap 1 1 sure; published value of the figure 'sap', expected one of [mig",
                "figure mig; line 12: expected figure NAME HEADING"
            })
    void namesWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> StudyTable.parse(TEXT + line.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void needsEachKindOfLine() {
        for (String kind : new String[] {"seeds", "data", "method", "figure"}) {
            String without = TEXT.replaceAll("(?m)^(" + kind + "|published) .*$", "");
            assertThatThrownBy(() -> StudyTable.parse(without)).hasMessageContaining("line '" + kind + "'");
        }
    }
}
