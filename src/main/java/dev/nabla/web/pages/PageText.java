package dev.nabla.web.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;

/** The texts of pages that are written by hand, in {@code pages}. */
final class PageText {

    private PageText() {}

    static String of(String name) {
        try {
            return new ClassPathResource("pages/" + name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
