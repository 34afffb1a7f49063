package dev.nabla.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The Java client that OpenAPI Generator makes from {@code api/openapi.yaml}. {@code .ci/run} calls those of other languages.
 * By hand, {@code api/clients/verify} does the same.
 */
@EnabledIfEnvironmentVariable(named = "CI", matches = "true")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GeneratedClientIT {

    private static final Path CLASSES = Path.of("target", "clients", "java", "classes", "dev", "nabla", "client");

    private int exitCode;
    private String output = "";

    @BeforeAll
    void generateCompileAndCall() throws IOException, InterruptedException {
        Process verify = new ProcessBuilder("api/clients/verify", "java").redirectErrorStream(true).start();
        output = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        exitCode = verify.waitFor();
    }

    @Test
    void clientWhenCalledShouldKeepEveryDigit() {
        assertThat(exitCode).as(output).isZero();
        assertThat(output).contains("Java client: every digit of huber, half_squared_error and cross_entropy is right");
    }

    /**
     * Each group of operations has a nested class. The 75 others are eleven of the inference protocol, three of batches and 61 of all else; the
     * client has fewer than 200 classes with the 84 losses, formulas, objectives and networks of today.
     */
    @Test
    void clientWhenCompiledShouldHaveOneClassForEachLossAndFewOthers() throws IOException {
        List<String> classes = namedClasses();
        List<String> requests = classes.stream().filter(name -> name.endsWith("Request")).toList();
        List<String> groups = classes.stream().filter(name -> name.endsWith("Api")).toList();

        assertThat(requests).hasSizeGreaterThan(80);
        assertThat(groups).contains("RegressionApi");
        assertThat(classes).as("classes that are neither a request nor of a group of operations")
                .hasSizeLessThan(requests.size() + 2 * groups.size() + 75);
    }

    /** All but the type tokens that the generator writes into each operation, which have no name. */
    private static List<String> namedClasses() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".class"))
                    .map(file -> file.replace(".class", "")).filter(name -> !name.matches(".*\\$\\d+")).toList();
        }
    }
}
