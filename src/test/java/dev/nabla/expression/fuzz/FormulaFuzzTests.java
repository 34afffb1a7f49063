package dev.nabla.expression.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs Jazzer for a while, in a JVM of its own. CONTRIBUTING.md has the command for more. */
class FormulaFuzzTests {

    private static final int RUNS = 2000;
    private static final int SEED = 18;

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void formulasShouldBeAnsweredOrRefused() throws IOException, InterruptedException {
        Process jazzer = new ProcessBuilder(command()).directory(directory.toFile()).redirectErrorStream(true).start();
        String output = new String(jazzer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jazzer.waitFor()).as(output).isZero();
        assertThat(output).contains("Done " + RUNS + " runs");
    }

    private static List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading", "-cp",
                System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FormulaTarget.class.getName(),
                "--instrumentation_includes=dev.nabla.expression.**", "--custom_hook_includes=dev.nabla.nothing.**",
                "--trace=cov", "-runs=" + RUNS, "-seed=" + SEED, "-max_len=1000",
                // it counts what this JVM holds, which the child begins with; the heap bounds the target
                "-rss_limit_mb=0");
    }
}
