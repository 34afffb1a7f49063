package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Sends the requests of {@code api/examples} and compares what comes back with the answers beside them. The folder that a
 * request lies in is the path that it goes to.
 */
@ServiceTest
class RequestExamplesTests {

    private static final Path REQUESTS = Path.of("api", "examples", "requests");
    private static final Path ANSWERS = Path.of("api", "examples", "answers");

    @Autowired
    ServiceClient service;

    static List<String> requests() throws IOException {
        return filesBelow(REQUESTS);
    }

    private static List<String> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/')).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestWhenSentShouldGetTheCommittedAnswer(String request) throws IOException {
        String path = request.substring(0, request.lastIndexOf('/'));
        ServiceClient.Answer answer = service.post("/v1/" + path, Files.readString(REQUESTS.resolve(request)));

        assertThat(ANSWERS.resolve(request)).hasContent(answer.text() + "\n");
    }

    @Test
    void answersShouldBeThoseOfTheRequests() throws IOException {
        assertThat(filesBelow(ANSWERS)).isEqualTo(filesBelow(REQUESTS));
    }
}
