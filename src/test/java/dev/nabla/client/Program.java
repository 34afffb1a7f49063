package dev.nabla.client;

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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that a test starts, and that calls the service. */
public record Program(List<String> command) {

    public Program(String... command) {
        this(List.of(command));
    }

    /** A program in Java on the JDK of the tests. */
    public static Program java(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Program(Stream.concat(Stream.of(java), Arrays.stream(arguments)).toList());
    }

    /** This program with one more argument. */
    public Program with(Path argument) {
        return new Program(Stream.concat(command.stream(), Stream.of(argument.toString())).toList());
    }

    /** Skips the test if the program is not there; the gate needs all of them. */
    public void assumeInstalled() {
        assumeInstalled(isInstalled(), command.getFirst());
    }

    /** Skips the test if Python has no NumPy; the gate needs it. */
    public static void assumeNumPy() throws IOException, InterruptedException {
        new Program("python3").assumeInstalled();
        assumeInstalled(new ProcessBuilder("python3", "-c", "import numpy").start().waitFor() == 0, "NumPy");
    }

    /** Skips the test if something is not there; the gate needs it. */
    public static void assumeInstalled(boolean isInstalled, String what) {
        assumeTrue("true".equals(System.getenv("CI")) || isInstalled, what + " is not installed");
    }

    private boolean isInstalled() {
        Path file = Path.of(command.getFirst());
        return file.getNameCount() > 1
                ? Files.isExecutable(file)
                : Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(file)));
    }

    /** Runs it, which must go well, with the address of a service, and answers what it prints. */
    public String run(ServiceClient service) throws IOException, InterruptedException {
        return run(Map.of("NABLA_URL", "http://" + service.authority()));
    }

    /** Runs it, which must go well, with these environment variables, and answers what it prints. */
    public String run(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
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
