package org.gaspard.models.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nanos = 123_456_789;

    @Test
    void showsBarStepRateTimeLeftAndMessage() {
        var bar = bar(0, 200, ProgressBar.Style.BAR, StandardCharsets.UTF_8);
        pass(10);
        bar.update(50, "loss 41.3");
        assertThat(printed(StandardCharsets.UTF_8))
                .isEqualTo("\rtrain ████░░░░░░░░░░░░ 50/200 25%  5.00/s  0:30 left  loss 41.3");
    }

    @Test
    void usesPlainCharactersWhereBlocksCannotBeWritten() {
        bar(0, 200, ProgressBar.Style.BAR, StandardCharsets.US_ASCII).update(100, "");
        assertThat(printed(StandardCharsets.US_ASCII)).isEqualTo("\rtrain ########........ 100/200 50%");
    }

    @Test
    void refreshesAtMostFiveTimesASecond() {
        var bar = bar(0, 10_000, ProgressBar.Style.BAR, StandardCharsets.UTF_8);
        for (int step = 1; step <= 1000; step++) {
            pass(0.001);
            bar.update(step, "");
        }
        assertThat(printed(StandardCharsets.UTF_8).chars().filter(c -> c == '\r'))
                .hasSize(5);
    }

    @Test
    void blanksOutWhatALongerLineLeft() {
        var bar = bar(0, 10, ProgressBar.Style.BAR, StandardCharsets.US_ASCII);
        bar.update(1, "a long message");
        pass(1);
        bar.update(1, "");
        String[] shown = printed(StandardCharsets.US_ASCII).split("\r");
        assertThat(shown[2]).hasSameSizeAs(shown[1]).endsWith("        ");
    }

    @Test
    void cutsALineThatWouldWrap() {
        bar(0, 10, ProgressBar.Style.BAR, StandardCharsets.US_ASCII).update(1, "x".repeat(500));
        assertThat(printed(StandardCharsets.US_ASCII)).hasSize(1 + 79);
    }

    @Test
    void aResumedRunCountsItsOwnStepsOnly() {
        var bar = bar(1000, 2000, ProgressBar.Style.BAR, StandardCharsets.US_ASCII);
        pass(10);
        bar.update(1100, "");
        assertThat(printed(StandardCharsets.US_ASCII)).contains("1100/2000 55%  10.0/s  1:30 left");
    }

    @Test
    void theRateFollowsAChangeOfSpeed() {
        var bar = bar(0, 1_000_000, ProgressBar.Style.BAR, StandardCharsets.US_ASCII);
        pass(10);
        bar.update(10, "");
        long step = 10;
        for (int i = 0; i < 100; i++) {
            pass(1);
            bar.update(step += 200, "");
        }
        assertThat(printed(StandardCharsets.US_ASCII)).endsWith("200/s  1:21:40 left");
    }

    @Test
    void linesComeEveryFewSecondsAndPercentOrAfterAMinute() {
        var bar = bar(0, 1000, ProgressBar.Style.LINES, StandardCharsets.UTF_8);
        pass(4.9);
        bar.update(20, "");
        assertThat(printed(StandardCharsets.UTF_8)).isEmpty();
        pass(0.2);
        bar.update(21, "loss NaN");
        pass(6);
        bar.update(22, "");
        pass(60);
        bar.update(23, "");
        List<String> lines = printed(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("train 21/1000 2%  4.12/s  3:58 left  loss NaN");
        assertThat(lines.getLast()).startsWith("train 23/1000 2%");
    }

    @Test
    void closingShowsTheTimeTakenAndEndsTheLine() {
        var bar = bar(0, 100, ProgressBar.Style.BAR, StandardCharsets.US_ASCII);
        pass(5000);
        bar.update(100, "done");
        bar.close();
        assertThat(printed(StandardCharsets.US_ASCII))
                .endsWith("100/100 100%  50.0 s each  in 1:23:20  done" + System.lineSeparator());
    }

    @Test
    void anEmptyLoopIsComplete() {
        bar(0, 0, ProgressBar.Style.LINES, StandardCharsets.US_ASCII).close();
        assertThat(printed(StandardCharsets.US_ASCII)).startsWith("train 0/0 100%");
    }

    @Test
    void offPrintsNothing() {
        var bar = bar(0, 10, ProgressBar.Style.OFF, StandardCharsets.US_ASCII);
        pass(100);
        bar.update(5, "");
        bar.close();
        assertThat(bytes.size()).isZero();
    }

    @Test
    void refusesAStartBeyondTheEnd() {
        assertThatThrownBy(() -> bar(11, 10, ProgressBar.Style.BAR, StandardCharsets.UTF_8))
                .hasMessageContaining("first = 11");
    }

    private ProgressBar bar(long first, long total, ProgressBar.Style style, Charset charset) {
        return new ProgressBar("train", first, total, new PrintStream(bytes, true, charset), () -> nanos, style, 80);
    }

    private void pass(double seconds) {
        nanos += Math.round(seconds * 1e9);
    }

    private String printed(Charset charset) {
        return bytes.toString(charset);
    }
}
