package dev.nabla.web.pages;

import dev.nabla.service.loss.LossService;
import dev.nabla.web.plot.CurvePlot;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the documentation pages as HTML, and as the Markdown kept in the repository. */
@Hidden
@RestController
class PageController {

    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";
    private static final String MARKDOWN = MediaType.TEXT_MARKDOWN_VALUE + ";charset=UTF-8";

    private static final String NAMES = "/{page:losses|backpropagation|learning|formulas|migration}";

    private final LossService losses;
    private final Pages pages;

    PageController(LossService losses, Pages pages) {
        this.losses = losses;
        this.pages = pages;
    }

    @GetMapping(path = "/", produces = HTML)
    String home() {
        return Markdown.toHtml(pages.home()).text();
    }

    @GetMapping(path = NAMES, produces = HTML)
    String html(@PathVariable String page) {
        return Markdown.toHtml(pages.named(page)).text();
    }

    @GetMapping(path = NAMES, produces = MARKDOWN)
    String markdown(@PathVariable String page) {
        return pages.named(page).markdown();
    }

    @GetMapping(path = "/losses/{loss}", produces = HTML)
    String lossHtml(@PathVariable String loss) {
        return Markdown.toHtml(pages.of(losses.find(loss))).text();
    }

    @GetMapping(path = "/losses/{loss}", produces = MARKDOWN)
    String lossMarkdown(@PathVariable String loss) {
        return pages.of(losses.find(loss)).markdown();
    }

    @GetMapping(path = "/losses/{loss}.svg", produces = "image/svg+xml")
    String plot(@PathVariable String loss, @RequestParam MultiValueMap<String, String> query) {
        return CurvePlot.svg(losses.curve(losses.find(loss), query));
    }
}
