package dev.nabla.codec.fuzz;

import dev.nabla.client.TensorFile;
import dev.nabla.fuzz.JazzerRun;
import dev.nabla.trial.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs Jazzer for a while, from the corpus that longer runs have left. CONTRIBUTING.md has the command for more. */
@Thorough
class SafetensorsFuzzTests {

    private static final Path CORPUS = Path.of("src", "test", "fuzz", "safetensors");

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void filesShouldBeReadOrRefused() throws IOException, InterruptedException {
        Path found = Files.createDirectory(directory.resolve("found"));
        List<TensorFile> seeds = List.of(new TensorFile(),
                new TensorFile().doubles("x", 1, 2).floats("predictions", List.of(1, 2), 1, 2).metadata("dtype",
                        "float32"),
                new TensorFile().longs("t", List.of(2), 1, 2).with("m", "BOOL", List.of(2), (byte) 1, (byte) 0)
                        .metadata("wrt", "x,t").metadata("o", "[1, true, null, \"a\"]"),
                new TensorFile().doubles("layers.0.weight", List.of(1, 1), 1).metadata("layers", "[{\"type\": \"a\"}]"),
                new TensorFile().doubles("p.a.b", 1).doubles("s.a.b.c", List.of(), 2).doubles("w", 3)
                        .metadata("loss.formula", "x").metadata("loss", "mse"),
                new TensorFile().with("o", "U8", List.of(2, 1), (byte) 1, (byte) 2).with("a", "F16", List.of(1),
                        (byte) 0, (byte) 0x3C).with("x", "BF16", List.of(0)).doubles("layers", 1));
        for (TensorFile seed : seeds) {
            Files.write(found.resolve("seed-" + seeds.indexOf(seed)), seed.bytes());
        }
        new JazzerRun(SafetensorsTarget.class, "dev.nabla.codec.**", 2000).run(20_000, directory, found, CORPUS);
    }
}
