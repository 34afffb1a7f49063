package dev.nabla.web.pages;

import dev.nabla.service.loss.LossService;
import dev.nabla.web.pages.Page.Widget;
import dev.nabla.web.plot.CurvePlot;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
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

    private final LossService losses;
    private final LossPages pages;
    private final MigrationTable migration;
    private final FormulaPage formulas;

    PageController(LossService losses, LossPages pages, MigrationTable migration, FormulaPage formulas) {
        this.losses = losses;
        this.pages = pages;
        this.migration = migration;
        this.formulas = formulas;
    }

    @GetMapping(path = "/", produces = HTML)
    String home() {
        return Markdown.toHtml(Page.written("", "Losses and their gradients", PageText.of("home.md"),
                new Widget("home", Map.of()))).text();
    }

    @GetMapping(path = "/backpropagation", produces = HTML)
    String backpropagation() {
        return Markdown.toHtml(Page.written("backpropagation.md", "Backpropagation",
                PageText.of("backpropagation.md"), new Widget("backpropagation", Map.of()))).text();
    }

    @GetMapping(path = "/losses", produces = HTML)
    String indexHtml() {
        return Markdown.toHtml(pages.index()).text();
    }

    @GetMapping(path = "/losses", produces = MARKDOWN)
    String indexMarkdown() {
        return pages.index().markdown();
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

    @GetMapping(path = "/migration", produces = HTML)
    String migrationHtml() {
        return Markdown.toHtml(migration.page()).text();
    }

    @GetMapping(path = "/migration", produces = MARKDOWN)
    String migrationMarkdown() {
        return migration.page().markdown();
    }

    @GetMapping(path = "/formulas", produces = HTML)
    String formulasHtml() {
        return Markdown.toHtml(formulas.page()).text();
    }

    @GetMapping(path = "/formulas", produces = MARKDOWN)
    String formulasMarkdown() {
        return formulas.page().markdown();
    }
}
