package dev.nabla.web.problem;

import dev.nabla.service.UnknownNameException;
import dev.nabla.web.html.HtmlPage;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The pages at the {@code type} URIs of problems. */
@Hidden
@RestController
class ProblemPageController {

    @GetMapping(path = "/problems/{slug}", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    String page(@PathVariable String slug) {
        return ProblemType.ofSlug(slug).map(ProblemPageController::page)
                .orElseThrow(() -> new UnknownNameException("There is no type of problem with this name.")).text();
    }

    private static HtmlPage page(ProblemType type) {
        String path = type.uri().toString().substring(1);
        return new HtmlPage(path, type.title(), """
                <h1>%s</h1>
                <p>HTTP status %d.</p>
                <p>%s</p>
                <p><a href="%s">The documentation</a> has an example for every loss.</p>
                """.formatted(HtmlUtils.htmlEscape(type.title()), type.status().value(),
                HtmlUtils.htmlEscape(type.explanation()), HtmlPage.rootFrom(path)));
    }
}
