package dev.nabla.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs Jazzer for a while, in a JVM of its own.
 *
 * @param target the class with the entry point
 * @param instrumented the classes whose branches guide it
 * @param length the most bytes of an input
 */
public record JazzerRun(Class<?> target, String instrumented, int length) {

    private static final int SEED = 18;

    /**
     * Runs it in a directory, and fails if there is a finding.
     *
     * @param corpora directories of inputs to begin with; new ones are written to the first
     */
    public void run(int runs, Path directory, Path... corpora) throws IOException, InterruptedException {
        Process jazzer = new ProcessBuilder(command(runs, corpora)).directory(directory.toFile())
                .redirectErrorStream(true).start();
        String output = new String(jazzer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jazzer.waitFor()).as(output).isZero();
        assertThat(output).contains("Done " + runs + " runs");
    }

    private List<String> command(int runs, Path... corpora) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                        "-XX:+EnableDynamicAgentLoading", "-cp", System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer", "--target_class=" + target.getName(),
                        "--instrumentation_includes=" + instrumented, "--custom_hook_includes=dev.nabla.nothing.**",
                        "--trace=cov", "-runs=" + runs, "-seed=" + SEED, "-max_len=" + length,
                        // it counts what this JVM holds, which the child begins with; the heap bounds the target
                        "-rss_limit_mb=0"));
        Arrays.stream(corpora).map(corpus -> corpus.toAbsolutePath().toString()).forEach(command::add);
        return command;
    }
}
