package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.client.Program;
import dev.nabla.client.ServiceClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example of split learning in {@code docs/wires.md}, beside the same training by PyTorch, as in {@link DigitsTrainingTests}. */
@ServiceTest
class SplitLearningTests {

    private static final double TOLERANCE = 1e-9;
    private static final Path EXAMPLES = Path.of("api", "examples", "learning");
    private static final Path WIRES = Path.of("docs", "wires.md");

    @Autowired
    ServiceClient service;

    @TempDir
    Path folder;

    @Test
    void splitTrainingShouldGoAsInOneProcess() throws IOException, InterruptedException {
        Program.assumeNumPy();
        Path losses = folder.resolve("losses.json");

        String printed = new Program("python3", EXAMPLES.resolve("split_learning.py").toString(), "--losses",
                losses.toString()).run(service);

        JsonNode pytorch = pytorch();
        int right = pytorch.get("right").asInt();
        assertThat(printed).contains(" " + right + " of 397 held-out digits", ", " + right + " of 397");
        JsonNode found = new JsonMapper().readTree(losses);
        for (int step = 0; step < pytorch.get("losses").size(); step++) {
            double loss = pytorch.get("losses").get(step).doubleValue();
            assertThat(found.get(step).doubleValue()).as("step " + step).isCloseTo(loss, within(TOLERANCE * loss));
        }
    }

    @Test
    void docsShouldShowTheClient() throws IOException {
        assertThat(WIRES).content().contains("```python\n" + Files.readString(EXAMPLES.resolve("tensors.py")) + "```");
    }

    private static JsonNode pytorch() throws IOException {
        try (InputStream file = SplitLearningTests.class.getResourceAsStream("/network/digits-training.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(file));
        }
    }
}
