package dev.nabla.expression.fuzz;

import dev.nabla.fuzz.JazzerRun;
import dev.nabla.trial.Thorough;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs Jazzer for a while. CONTRIBUTING.md has the command for more. */
@Thorough
class FormulaFuzzTests {

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void formulasShouldBeAnsweredOrRefused() throws IOException, InterruptedException {
        new JazzerRun(FormulaTarget.class, "dev.nabla.expression.**", 1000).run(2000, directory);
    }
}
