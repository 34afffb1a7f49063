package dev.nabla.codec.fuzz;

import dev.nabla.fuzz.JazzerRun;
import dev.nabla.trial.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs Jazzer for a while, from the corpus that longer runs have left. CONTRIBUTING.md has the command for more. */
@Thorough
class LineFuzzTests {

    private static final Path CORPUS = Path.of("src", "test", "fuzz", "lines");

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void linesShouldBeReadAsOnTheirOwn() throws IOException, InterruptedException {
        Path found = Files.createDirectory(directory.resolve("found"));
        for (byte[] seed : LineSeeds.all()) {
            Files.write(Files.createTempFile(found, "seed", ""), seed);
        }
        new JazzerRun(LineTarget.class, "dev.nabla.codec.**", 2000).run(20_000, directory, found, CORPUS);
    }
}
