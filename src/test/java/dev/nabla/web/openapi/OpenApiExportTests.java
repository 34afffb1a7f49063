package dev.nabla.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Holds {@code api/openapi.yaml} to the document of the service; run by {@code api/export} it writes the file. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OpenApiExportTests {

    private static final Path EXPORTED = Path.of("api", "openapi.yaml");

    @Test
    void exportWhenComparedShouldBeTheDocumentOfTheService(@LocalServerPort int port) throws IOException {
        String document = new ServiceClient(port).get("/v3/api-docs.yaml").text();
        if (Boolean.getBoolean("nabla.export")) {
            Files.writeString(EXPORTED, document);
        }

        assertThat(EXPORTED).as("api/openapi.yaml is out of date; refresh it with: api/export")
                .hasContent(document);
    }
}
