package dev.nabla.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.service.loss.LossService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Holds the pages below {@code docs} to those of the service; run by {@code api/export} it writes them. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PagesExportTests {

    private static final Path DOCS = Path.of("docs");
    private static final Path LOSSES = DOCS.resolve("losses");

    @Test
    void exportWhenComparedShouldBeThePagesOfTheService(@LocalServerPort int port, @Autowired LossService losses)
            throws IOException {
        Map<Path, String> pages = pages(new ServiceClient(port), losses);
        if (Boolean.getBoolean("nabla.export")) {
            write(pages);
        }

        assertThat(committed()).as("the pages below docs are out of date; refresh them with: api/export")
                .isEqualTo(pages);
    }

    private static Map<Path, String> pages(ServiceClient service, LossService losses) {
        Map<Path, String> pages = new TreeMap<>();
        pages.put(DOCS.resolve("migration.md"), get(service, "/migration", "text/markdown"));
        pages.put(DOCS.resolve("formulas.md"), get(service, "/formulas", "text/markdown"));
        pages.put(DOCS.resolve("learning.md"), get(service, "/learning", "text/markdown"));
        pages.put(DOCS.resolve("digits.svg"), get(service, "/digits.svg", "image/svg+xml"));
        pages.put(LOSSES.resolve("README.md"), get(service, "/losses", "text/markdown"));
        for (LossEntry loss : losses.losses()) {
            pages.put(LOSSES.resolve(loss.id() + ".md"), get(service, "/losses/" + loss.id(), "text/markdown"));
            if (losses.hasCurve(loss)) {
                pages.put(LOSSES.resolve(loss.id() + ".svg"),
                        get(service, "/losses/" + loss.id() + ".svg", "image/svg+xml"));
            }
        }
        return pages;
    }

    private static String get(ServiceClient service, String path, String form) {
        Answer response = service.get(path, form);
        assertThat(response.status()).as(path).isEqualTo(200);
        return response.text();
    }

    private static void write(Map<Path, String> pages) throws IOException {
        Files.createDirectories(LOSSES);
        for (Path old : committed().keySet()) {
            Files.delete(old);
        }
        for (Map.Entry<Path, String> page : pages.entrySet()) {
            Files.writeString(page.getKey(), page.getValue());
        }
    }

    private static Map<Path, String> committed() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        for (String name : List.of("migration.md", "formulas.md", "learning.md", "digits.svg")) {
            Path page = DOCS.resolve(name);
            if (Files.exists(page)) {
                files.put(page, Files.readString(page));
            }
        }
        if (Files.isDirectory(LOSSES)) {
            try (Stream<Path> pages = Files.list(LOSSES)) {
                for (Path page : pages.toList()) {
                    files.put(page, Files.readString(page));
                }
            }
        }
        return files;
    }
}
