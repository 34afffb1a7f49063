package dev.nabla.web.problem;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The pages at the {@code type} URIs of problems. */
@Hidden
@RestController
class ProblemPageController {

    @GetMapping(path = "/problems/{slug}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(@PathVariable String slug) {
        return ResponseEntity.of(ProblemType.ofSlug(slug).map(ProblemPageController::render));
    }

    private static String render(ProblemType type) {
        return """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>%1$s</title>
            <style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }</style>
            <h1>%1$s</h1>
            <p>HTTP status %2$d</p>
            <p>%3$s</p>
            <p><a href="/swagger-ui.html">The documentation</a> has an example for every loss.</p>
            </html>
            """.formatted(HtmlUtils.htmlEscape(type.title()), type.status().value(),
                HtmlUtils.htmlEscape(type.explanation()));
    }
}
