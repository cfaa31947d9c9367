package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    private static final Picture PICTURE = ImageGrid.ofColumns(1).zoom(4).draw(new Images(new float[16], 1, 4, 4, 1));

    @TempDir
    Path folder;

    @Test
    void thePageHoldsItsPicturesAndTheFolderHasThemToo() throws IOException {
        Path page = new HtmlReport("Run")
                .section("Pictures")
                .picture("sheet", "A sheet", PICTURE)
                .write(folder.resolve("new"));
        String html = Files.readString(page);
        byte[] png = Files.readAllBytes(folder.resolve("new/sheet.png"));
        assertThat(html)
                .contains("src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(png) + "\"")
                .contains("width=\"" + PICTURE.width() + "\"")
                .doesNotContain("http");
        assertThat(ImageIO.read(folder.resolve("new/sheet.png").toFile()).getWidth())
                .isEqualTo(PICTURE.image().getWidth());
        assertThat(folder.resolve("new")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void allTextIsEscaped() {
        String evil = "<script>\"'&";
        String html = new HtmlReport(evil)
                .section(evil)
                .paragraph(evil)
                .settings(Map.of(evil, evil))
                .table(List.of(evil), List.of(List.of(evil)))
                .picture("p", evil, PICTURE)
                .section("second, so that there is a list of sections")
                .html();
        assertThat(html).doesNotContain("<script").doesNotContain(evil);
        assertThat(html.split("&lt;script&gt;&quot;&#39;&amp;", -1)).hasSize(1 + 11);
    }

    @Test
    void numbersAreShortAndAtTheRight() {
        String html = new HtmlReport("t")
                .table(
                        List.of("seed", "score", "note"),
                        List.of(List.of(1, 1 / 3.0, "fine"), List.of(2, Double.NaN, 5)))
                .html();
        assertThat(html)
                .contains("<th class=\"number\">seed</th><th class=\"number\">score</th><th>note</th>")
                .contains("<td class=\"number\">1</td><td class=\"number\">0.3333</td><td>fine</td>")
                .contains("<td class=\"number\">NaN</td><td class=\"number\">5</td>");
    }

    @Test
    void settingsKeepTheirOrderAndTheirPrecision() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("steps", 300_000);
        settings.put("learning rate", 1.2345678e-4);
        String html = new HtmlReport("t").settings(settings).html();
        assertThat(html.indexOf("300000")).isPositive().isLessThan(html.indexOf("1.2345678E-4"));
    }

    @Test
    void theSamePartsGiveTheSameBytes() {
        assertThat(new HtmlReport("t").picture("p", "c", PICTURE).html())
                .isEqualTo(new HtmlReport("t").picture("p", "c", PICTURE).html());
    }

    @Test
    void refusesNamesThatAreNoFilesOrTakenAndRaggedRows() {
        var report = new HtmlReport("t").picture("p", "c", PICTURE);
        assertThatThrownBy(() -> report.picture("p", "c", PICTURE)).hasMessageContaining("\"p\" again");
        assertThatThrownBy(() -> report.picture("../p", "c", PICTURE)).hasMessageContaining("../p");
        assertThatThrownBy(() -> report.table(List.of("a", "b"), List.of(List.of(1))))
                .hasMessageContaining("2 cells");
    }

    @Test
    void noDisplayIsNeeded() {
        Drawing.paper(1, 1, 1);
        assertThat(GraphicsEnvironment.isHeadless()).isTrue();
    }
}
