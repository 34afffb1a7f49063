package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs the calls that the documents show, in their languages, and compares with the answers that they show. */
@ServiceTest
class DocumentedCallsTests {

    private static final List<String> DOCUMENTS = List.of("README.md", "docs/learning.md", "docs/wires.md");

    private static final Pattern SHOWN = Pattern
            .compile("```(sh|python|java|javascript|go)\n((?:(?!```).)*)```\n\n```(?:json|text)\n(.*?)```",
                    Pattern.DOTALL);

    /** How a file of each language is run, and what it must be called. */
    private static final Map<String, Runner> RUNNERS = Map.of("sh", new Runner("call.sh", new Program("bash")),
            "python", new Runner("call.py", new Program("python3")),
            "java", new Runner("Example.java",
                    new Program(Path.of(System.getProperty("java.home"), "bin", "java").toString())),
            "javascript", new Runner("call.mjs", new Program("node")),
            "go", new Runner("call.go", new Program("go", "run")));

    @Autowired
    ServiceClient service;

    @TempDir
    Path folder;

    record Runner(String file, Program program) {}

    record Shown(String document, String language, String code, String output) {

        /** The program that a line of the shell starts must be there too. */
        void assumeRunnable(Runner runner) throws IOException, InterruptedException {
            runner.program().assumeInstalled();
            if (code.contains("import numpy") || code.contains("split_learning")) {
                Program.assumeNumPy();
            }
            if (language.equals("sh")) {
                new Program(code.split("\\s", 2)[0]).assumeInstalled();
            }
        }

        @Override
        public String toString() {
            return document + ": " + language + ": " + output.strip();
        }
    }

    static List<Shown> callsShown() {
        return DOCUMENTS.stream().flatMap(DocumentedCallsTests::callsShown).toList();
    }

    private static Stream<Shown> callsShown(String document) {
        return SHOWN.matcher(read(document)).results()
                .map(block -> new Shown(document, block.group(1), block.group(2), block.group(3)));
    }

    private static String read(String document) {
        try {
            return Files.readString(Path.of(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("callsShown")
    void callShouldAnswerAsShown(Shown shown) throws IOException, InterruptedException {
        Runner runner = Objects.requireNonNull(RUNNERS.get(shown.language()));
        shown.assumeRunnable(runner);
        Path file = Files.writeString(folder.resolve(runner.file()),
                shown.code().replace("localhost:8080", "localhost:" + service.port()));
        assertThat(runner.program().with(file).run(service)).isEqualTo(shown.output().strip());
    }
}
