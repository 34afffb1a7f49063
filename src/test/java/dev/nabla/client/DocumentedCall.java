package dev.nabla.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A call of the service that a document shows, with what it prints. */
public record DocumentedCall(String document, String language, String code, String output) {

    private static final Pattern SHOWN = Pattern
            .compile("```(sh|python|java|javascript|go)\n((?:(?!```).)*)```\n\n```(?:json|text)\n(.*?)```",
                    Pattern.DOTALL);

    /** How a file of each language is run, and what it must be called. */
    private static final Map<String, Runner> RUNNERS = Map.of("sh", new Runner("call.sh", new Program("bash")),
            "python", new Runner("call.py", new Program("python3")), "java", new Runner("Example.java", Program.java()),
            "javascript", new Runner("call.mjs", new Program("node")), "go",
            new Runner("call.go", new Program("go", "run")));

    private record Runner(String file, Program program) {}

    /** The calls that a document shows. */
    public static Stream<DocumentedCall> in(String document) {
        try {
            return SHOWN.matcher(Files.readString(Path.of(document))).results()
                    .map(block -> new DocumentedCall(document, block.group(1), block.group(2), block.group(3).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls a service instead of the one in the document, by a file in a folder, and answers what is printed. */
    public String run(ServiceClient service, Path folder) throws IOException, InterruptedException {
        Runner runner = Objects.requireNonNull(RUNNERS.get(language));
        assumeRunnable(runner);
        Path file = Files.writeString(folder.resolve(runner.file()),
                code.replace("localhost:8080", service.authority()));
        return runner.program().with(file).run(service);
    }

    /** The program that a line of the shell starts must be there too. */
    private void assumeRunnable(Runner runner) throws IOException, InterruptedException {
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
        return document + ": " + language + ": " + output;
    }
}
