package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs the calls that the README shows, in their languages, and compares with the answers that it shows. */
@ServiceTest
class ReadmeTests {

    private static final Pattern SHOWN = Pattern
            .compile("```(sh|python|java|javascript|go)\n((?:(?!```).)*)```\n\n```(?:json|text)\n(.*?)```",
                    Pattern.DOTALL);

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** How a file of each language is run, and what it must be called. */
    private static final Map<String, Runner> RUNNERS = Map.of("sh", new Runner("call.sh", "bash"), "python",
            new Runner("call.py", "python3"), "java", new Runner("Example.java", JAVA), "javascript",
            new Runner("call.mjs", "node"), "go", new Runner("call.go", "go", "run"));

    @Autowired
    Caller service;

    @TempDir
    Path folder;

    record Runner(String file, String... command) {

        boolean isInstalled() {
            return command[0].equals(JAVA) || Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
        }
    }

    record Shown(String language, String code, String output) {

        @Override
        public String toString() {
            return language + ": " + output.strip();
        }
    }

    static List<Shown> callsShown() throws IOException {
        return SHOWN.matcher(Files.readString(Path.of("README.md"))).results()
                .map(block -> new Shown(block.group(1), block.group(2), block.group(3))).toList();
    }

    @ParameterizedTest
    @MethodSource("callsShown")
    void callShouldAnswerAsShown(Shown shown) throws IOException, InterruptedException {
        Runner runner = Objects.requireNonNull(RUNNERS.get(shown.language()));
        boolean isRequired = "true".equals(System.getenv("CI"));
        assumeTrue(isRequired || runner.isInstalled(), shown.language() + " is not installed");
        Path file = Files.writeString(folder.resolve(runner.file()),
                shown.code().replace("localhost:8080", "localhost:" + service.port()));
        assertThat(run(runner, file)).isEqualTo(shown.output().strip());
    }

    private static String run(Runner runner, Path file) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Arrays.stream(runner.command()), Stream.of(file.toString())).toList();
        Path output = Files.createTempFile(file.getParent(), "output", ".txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean hasEnded = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8).strip();
        assertThat(hasEnded && process.exitValue() == 0).as(text).isTrue();
        return text;
    }
}
