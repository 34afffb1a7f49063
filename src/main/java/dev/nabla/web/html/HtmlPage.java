package dev.nabla.web.html;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;
import org.webjars.WebJarVersionLocator;

/**
 * An HTML page with its frame: styles, navigation and the script for formulas. The service itself serves all of it. Links are
 * relative, so that they hold under any prefix.
 *
 * @param path the path at which the page is served, without a slash in front
 * @param title its title
 * @param body its content, in HTML
 * @param script the name of the module in {@code assets} that fills a part of the page; empty if all is in {@code body}
 */
public record HtmlPage(String path, String title, String body, String script) {

    private static final WebJarVersionLocator WEBJARS = new WebJarVersionLocator();
    /** The path of KaTeX, without the ending of its script and style sheet. */
    public static final String KATEX = webjar("katex", "dist/katex.min");
    private static final String PREACT = webjar("preact", "dist/preact.min.umd.js");
    private static final String UPLOT = webjar("uplot", "dist/uPlot");

    /** An element with this class holds a formula in TeX. */
    public static final String FORMULA = "math";

    public HtmlPage(String path, String title, String body) {
        this(path, title, body, "");
    }

    /** The path from a page to the root of the service: {@code ./}, {@code ../} and so on. */
    public static String rootFrom(String path) {
        return path.contains("/") ? "../".repeat((int) path.chars().filter(c -> c == '/').count()) : "./";
    }

    /** The page as an HTML document. */
    public String text() {
        String root = rootFrom(path);
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s · Nabla</title>
                <link rel="icon" href="%sfavicon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="%sassets/page.css">
                %s%s%s\
                </head>
                <body>
                <nav aria-label="Nabla"><a class="brand" href="%s">Nabla <span aria-hidden="true">∇</span></a><a href="%slosses">Losses</a><a href="%sbackpropagation">Backpropagation</a><a href="%sformulas">Formulas</a><a href="%smigration">Other libraries</a><a href="%sswagger-ui/index.html">API</a></nav>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(HtmlUtils.htmlEscape(title), root, root, formulas(root), scripts(root),
                scrollers(root), root, root,
                root, root, root, root, body);
    }

    /** What lets the keyboard reach what is too wide for the page, if there can be anything. */
    private String scrollers(String root) {
        return Stream.of("<pre", "<table", "class=\"" + FORMULA).anyMatch(body::contains)
                ? "<script type=\"module\" src=\"" + root + "assets/scrollers.js\"></script>\n"
                : "";
    }

    /** What typesets the formulas of the page, if it has any. */
    private String formulas(String root) {
        String katex = root + KATEX;
        return body.contains("class=\"" + FORMULA + "\"") || modules().contains("tex")
                ? """
                        <link rel="stylesheet" href="%s.css">
                        <script defer src="%s.js"></script>
                        <script defer src="%sassets/katex-styles.js"></script>
                        <script defer src="%sassets/formulas.js"></script>
                        """.formatted(katex, katex, root, root)
                : "";
    }

    /** The libraries first, as the largest: browsers take six files at a time, and those of deferred scripts last. */
    private String scripts(String root) {
        return script.isEmpty()
                ? ""
                : """
                        <link rel="stylesheet" href="%s.min.css">
                        <script defer fetchpriority="high" src="%s.iife.min.js"></script>
                        <script defer fetchpriority="high" src="%s"></script>
                        %s<script type="module" src="%sassets/%s.js"></script>
                        """.formatted(root + UPLOT, root + UPLOT, root + PREACT, preloads(root), root, script);
    }

    /** Has the browser load all modules at once, instead of each when it has read the one that imports it. */
    private String preloads(String root) {
        return modules().stream()
                .map(module -> "<link rel=\"modulepreload\" href=\"" + root + "assets/" + module + ".js\">\n")
                .collect(Collectors.joining());
    }

    private Set<String> modules() {
        return script.isEmpty() ? Set.of() : Modules.importedBy(script);
    }

    /** The path of a file of a webjar, which names its version. */
    private static String webjar(String name, String file) {
        String version = WEBJARS.version(name);
        if (version == null) {
            throw new IllegalStateException("no " + name + " on the class path");
        }
        return "webjars/" + name + "/" + version + "/" + file;
    }
}
