package dev.nabla.codec.fuzz;

import dev.nabla.codec.binary.ElementType;
import dev.nabla.fuzz.JazzerRun;
import dev.nabla.trial.Thorough;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs Jazzer for a while, from the corpus that longer runs have left. CONTRIBUTING.md has the command for more. */
@Thorough
class InferenceFuzzTests {

    private static final Path CORPUS = Path.of("src", "test", "fuzz", "inference");

    private static final List<String> SEEDS = List.of("""
            {"id": "1", "inputs": [{"name": "predictions", "shape": [2], "datatype": "FP64", "data": [1, 2e-3]},
            {"name": "m", "shape": [1], "datatype": "BOOL", "data": [true]}], "outputs": [{"name": "loss"}]}""", """
            {"inputs": [{"name": "x", "shape": [1, 2], "datatype": "FP32", "data": [["NaN", -1]]},
            {"name": "t", "shape": [1], "datatype": "INT64", "data": 7}],
            "parameters": {"dtype": "float32", "wrt": "x,t", "o": [1, true, null]}}""");

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void requestsShouldBeReadOrRefused() throws IOException, InterruptedException {
        Path found = Files.createDirectory(directory.resolve("found"));
        for (String seed : SEEDS) {
            Files.write(found.resolve("json-" + SEEDS.indexOf(seed)),
                    InferenceTarget.input(0, seed.getBytes(StandardCharsets.UTF_8)));
        }
        for (ElementType type : ElementType.values()) {
            Files.write(found.resolve(type.name()), binary(type));
        }
        new JazzerRun(InferenceTarget.class, "dev.nabla.codec.**", 2000).run(20_000, directory, found, CORPUS);
    }

    /** A request with two elements of a datatype. */
    private static byte[] binary(ElementType type) {
        byte[] json = """
                {"inputs": [{"name": "x", "shape": [2], "datatype": "%s", "parameters": {"binary_data_size": %d}}],
                "parameters": {"binary_data_output": true},
                "outputs": [{"name": "loss", "parameters": {"binary_data": false}}]}"""
                .formatted(type.inferenceName(), 2 * type.bytes()).getBytes(StandardCharsets.UTF_8);
        return InferenceTarget.input(json.length, Arrays.copyOf(json, json.length + 2 * type.bytes()));
    }
}
