package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program refuses; what it makes is tested where it is used, in {@link TrainVaeTest}. */
class TrainClassifierTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps 0 | --steps must be at least 1, found 0",
                "--dataset mnist | --data-dir must be given for --dataset mnist: the folder of its files",
                "--dataset shapes3d --factor size | --factor must be one of [floor_hue, wall_hue, object_hue, scale,",
                "--dataset dsprites --factor color | --factor must have more than one value, found 1 of color",
                "--dataset dsprites --batch-size 1 | --batch-size must be from 2 to 4096, found 1",
                "--dataset dsprites --learning-rate 0 | --learning-rate must be a positive number, found 0.0",
                "--dataset dsprites --architecture resnet | '--architecture': expected one of [burgess, locatello,",
                "--dataset dsprites --output pom.xml | --output must be a folder, found pom.xml"
            })
    void aBadOptionIsRefusedInOneLine(String arguments, String message) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = TrainClassifier.execute(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.split(" "));
        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }
}
