package dev.nabla.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nabla.client.ServiceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Clients of others, unchanged, in processes of their own. Expected numbers are worked by hand: d = [0, 0, -2], so the mean
 * squared error is 4/3, and its gradient 2 d / 3.
 */
@GrpcTest
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StockClientTests {

    private static final Path CLIENTS = Path.of("src", "test", "clients").toAbsolutePath();
    private static final Path PROTOCOL = Path.of("src", "main", "proto").toAbsolutePath();

    /** Debian's Python, to which its packages belong. */
    private static final String PYTHON = "/usr/bin/python3";

    @Autowired
    ServiceClient service;

    @Autowired
    GrpcClient client;

    @TempDir
    Path directory;

    /** Runs a program, and returns what it printed. */
    private String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void tritonClientShouldGetTheSameByJsonAndBinaryData() throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("nabla.triton.jar", ""));
        assumeThat(jar).as("the client, which Maven puts into target").isRegularFile();
        assertThat(run(Map.of(), Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                jar.toAbsolutePath().toString(), CLIENTS.resolve("TritonClient.java").toString(),
                "localhost:" + service.port())).contains("""
                        42 [loss, gradient] [1.3333333333333333] [0.0, 0.0, -1.3333333333333333]
                        42 [loss, gradient] [1.3333333333333333] [0.0, 0.0, -1.3333333333333333]
                        [0.0, 0.0, -1.3333334]
                        """, "InferenceException: targets is missing");
    }

    @Test
    void pythonClientShouldGetTheSameByTypedAndRawContents() throws IOException, InterruptedException {
        String plugin = "/usr/bin/grpc_python_plugin";
        assumeThat(Path.of(plugin)).as("Debian's protobuf-compiler-grpc").isRegularFile();
        assumeThat(Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/grpc"))).as("Debian's python3-grpcio")
                .isTrue();
        run(Map.of(), "protoc", "-I", PROTOCOL.toString(), "--python_out=.", "--grpc_out=.",
                "--plugin=protoc-gen-grpc=" + plugin, "open_inference_grpc.proto");
        assertThat(run(Map.of("PYTHONPATH", directory.toString()), PYTHON, CLIENTS.resolve("inference.py").toString(),
                "localhost:" + client.port())).isEqualTo("""
                        mse ['predictions', 'targets']
                        42 [('loss', [1.3333333333333333]), ('gradient', [0.0, 0.0, -1.3333333333333333])]
                        [(1.3333333333333333,), (0.0, 0.0, -1.3333333333333333)]
                        NOT_FOUND There is no model msx; did you mean mse? GET /v1/losses lists them all.
                        """);
    }
}
