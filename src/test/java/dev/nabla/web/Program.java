package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nabla.client.ServiceClient;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that a test starts, and that calls the service. */
record Program(List<String> command) {

    Program(String... command) {
        this(List.of(command));
    }

    /** This program with one more argument. */
    Program with(Path argument) {
        return new Program(Stream.concat(command.stream(), Stream.of(argument.toString())).toList());
    }

    /** Skips the test if the program is not there; the gate needs all of them. */
    void assumeInstalled() {
        assumeTrue("true".equals(System.getenv("CI")) || isInstalled(), command.getFirst() + " is not installed");
    }

    /** Skips the test if Python has no NumPy; the gate needs it. */
    static void assumeNumPy() throws IOException, InterruptedException {
        new Program("python3").assumeInstalled();
        assumeTrue("true".equals(System.getenv("CI"))
                || new ProcessBuilder("python3", "-c", "import numpy").start().waitFor() == 0,
                "NumPy is not installed");
    }

    private boolean isInstalled() {
        Path file = Path.of(command.getFirst());
        return file.getNameCount() > 1
                ? Files.isExecutable(file)
                : Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(file)));
    }

    /** Runs it, which must go well, and answers what it prints. */
    String run(ServiceClient service) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("NABLA_URL", "http://localhost:" + service.port());
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            Process process = builder.start();
            boolean hasEnded = process.waitFor(2, TimeUnit.MINUTES);
            process.destroyForcibly();
            String text = Files.readString(output, StandardCharsets.UTF_8).strip();
            assertThat(hasEnded && process.exitValue() == 0).as(text).isTrue();
            return text;
        } finally {
            Files.delete(output);
        }
    }
}
