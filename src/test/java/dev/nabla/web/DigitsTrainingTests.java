package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.client.Program;
import dev.nabla.client.ServiceClient;
import dev.nabla.trial.Thorough;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains the reader of handwritten digits of {@code api/examples/learning} through the service, beside the same training
 * by PyTorch; digits_training.py says how its numbers were made.
 */
@ServiceTest
class DigitsTrainingTests {

    private static final double TOLERANCE = 1e-9;
    private static final Path DOCS = Path.of("docs");

    @Autowired
    ServiceClient service;

    @TempDir
    Path folder;

    @Test
    @Thorough
    void trainingShouldGoAsWithPytorchAndAsTheDocsShow() throws IOException, InterruptedException {
        Path losses = folder.resolve("losses.json");
        Path plot = folder.resolve("digits.svg");
        Program training = new Program("python3", "api/examples/learning/digits.py", "--losses", losses.toString(),
                "--plot", plot.toString());
        training.assumeInstalled();
        String printed = training.run(service);

        JsonNode pytorch = pytorch();
        assertThat(printed).contains(pytorch.get("right").asInt() + " of 397 held-out digits are read correctly");
        assertClose(new JsonMapper().readTree(losses), pytorch.get("losses"));
        assertThat(DOCS.resolve("learning.md")).content().contains("```text\n" + printed + "\n```");
        assertThat(plot).hasSameTextualContentAs(DOCS.resolve("digits.svg"));
    }

    @Test
    void trainingInOneCallShouldGoAsWithPytorch() throws IOException, InterruptedException {
        Path losses = folder.resolve("losses.json");
        Program training = new Program("python3", "api/examples/learning/digits_in_one_call.py", "--losses",
                losses.toString());
        training.assumeInstalled();
        String printed = training.run(service);

        JsonNode pytorch = pytorch();
        assertThat(printed).contains(
                "after 280 steps", "accuracy %.3f".formatted(pytorch.get("right").asInt() / 397.0));
        assertClose(new JsonMapper().readTree(losses), pytorch.get("losses"));
    }

    private static JsonNode pytorch() throws IOException {
        try (InputStream file = DigitsTrainingTests.class.getResourceAsStream("/network/digits-training.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(file));
        }
    }

    private static void assertClose(JsonNode losses, JsonNode expected) {
        assertThat(expected).hasSize(100);
        for (int step = 0; step < expected.size(); step++) {
            double loss = expected.get(step).doubleValue();
            assertThat(losses.get(step).doubleValue()).as("step " + step)
                    .isCloseTo(loss, within(TOLERANCE * loss));
        }
    }
}
