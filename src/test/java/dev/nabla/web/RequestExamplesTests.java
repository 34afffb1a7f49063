package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Sends the requests of {@code api/examples} and compares what comes back with the answers beside them. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(Lifecycle.PER_CLASS)
class RequestExamplesTests {

    private static final Path EXAMPLES = Path.of("api", "examples");

    private final ServiceClient service;

    RequestExamplesTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    static List<String> losses() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES.resolve("requests"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void requestWhenSentShouldGetTheCommittedAnswer(String loss) throws IOException {
        String request = Files.readString(EXAMPLES.resolve("requests/" + loss + ".json"));
        HttpResponse<String> response = service.post("/v1/losses/" + loss, request);

        assertThat(EXAMPLES.resolve("answers/" + loss + ".json")).hasContent(response.body() + "\n");
    }
}
