package dev.nabla.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of others, unchanged, in processes of their own. Expected numbers are worked by hand: d = [0, 0, -2], so the mean
 * squared error is 4/3, and its gradient 2 d / 3.
 */
public abstract class StockClientContract {

    private static final Path CLIENTS = Path.of("src", "test", "clients");

    /** Debian's Python, to which its packages belong. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final String PYTHON_PLUGIN = "/usr/bin/grpc_python_plugin";

    /** The service under test. */
    protected abstract ServiceClient service();

    /** Its host and port of gRPC. */
    protected abstract String grpcAuthority();

    @Test
    void tritonClientShouldGetTheSameByJsonAndBinaryData() throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("nabla.triton.jar", ""));
        Program.assumeInstalled(Files.isRegularFile(jar), "the client, which Maven puts into target,");
        assertThat(Program.java("-cp", jar.toString(), CLIENTS.resolve("TritonClient.java").toString(),
                service().authority()).run(Map.of())).contains("""
                        42 [loss, gradient] [1.3333333333333333] [0.0, 0.0, -1.3333333333333333]
                        42 [loss, gradient] [1.3333333333333333] [0.0, 0.0, -1.3333333333333333]
                        [0.0, 0.0, -1.3333334]
                        """, "InferenceException: targets is missing");
    }

    @Test
    void pythonClientShouldGetTheSameByTypedAndRawContents(@TempDir Path generated)
            throws IOException, InterruptedException {
        new Program(PYTHON_PLUGIN).assumeInstalled();
        Program.assumeInstalled(Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/grpc")),
                "Debian's python3-grpcio");
        new Program("protoc", "-I", "src/main/proto", "--python_out=" + generated, "--grpc_out=" + generated,
                "--plugin=protoc-gen-grpc=" + PYTHON_PLUGIN, "open_inference_grpc.proto").run(Map.of());
        assertThat(new Program(PYTHON, CLIENTS.resolve("inference.py").toString(), grpcAuthority())
                .run(Map.of("PYTHONPATH", generated.toString()))).isEqualTo("""
                        mse ['predictions', 'targets']
                        42 [('loss', [1.3333333333333333]), ('gradient', [0.0, 0.0, -1.3333333333333333])]
                        [(1.3333333333333333,), (0.0, 0.0, -1.3333333333333333)]
                        NOT_FOUND There is no model msx; did you mean mse? GET /v1/losses lists them all.""");
    }
}
