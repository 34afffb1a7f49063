package dev.nabla.web.html;

import org.springframework.web.util.HtmlUtils;
import org.webjars.WebJarVersionLocator;

/**
 * An HTML page with its frame: styles, navigation and the script for formulas. The service itself serves all of it. Links are
 * relative, so that they hold under any prefix.
 *
 * @param path the path at which the page is served, without a slash in front
 * @param title its title
 * @param body its content, in HTML
 */
public record HtmlPage(String path, String title, String body) {

    private static final String KATEX = katex();

    /** An element with this class holds a formula in TeX. */
    public static final String FORMULA = "math";

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
                <title>%s · Nabla</title>
                <link rel="icon" href="%sfavicon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="%sassets/page.css">
                %s</head>
                <body>
                <nav><a href="%s">Nabla ∇</a><a href="%slosses">Losses</a><a href="%sformulas">Formulas</a><a href="%smigration">Other libraries</a></nav>
                %s
                </body>
                </html>
                """.formatted(HtmlUtils.htmlEscape(title), root, root, formulas(root), root, root, root, root, body);
    }

    /** What typesets the formulas of the page, if it has any. */
    private String formulas(String root) {
        String katex = root + KATEX;
        return body.contains("class=\"" + FORMULA + "\"")
                ? """
                        <link rel="stylesheet" href="%s/katex.min.css">
                        <script defer src="%s/katex.min.js"></script>
                        <script defer src="%sassets/formulas.js"></script>
                        """.formatted(katex, katex, root)
                : "";
    }

    private static String katex() {
        String script = new WebJarVersionLocator().fullPath("katex", "dist/katex.min.js");
        if (script == null) {
            throw new IllegalStateException("no katex on the class path");
        }
        return "webjars/" + script.substring(script.indexOf("katex/"), script.lastIndexOf('/'));
    }
}
