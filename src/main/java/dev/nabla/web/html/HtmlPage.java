package dev.nabla.web.pages;

import org.springframework.web.util.HtmlUtils;
import org.webjars.WebJarVersionLocator;

/** The HTML around every page: styles, navigation and the script for formulas. The service itself serves all of it. */
final class PageTemplate {

    private final String katex;

    PageTemplate() {
        String script = new WebJarVersionLocator().fullPath("katex", "dist/katex.min.js");
        if (script == null) {
            throw new IllegalStateException("no katex on the class path");
        }
        this.katex = "/webjars/" + script.substring(script.indexOf("katex/"), script.lastIndexOf('/'));
    }

    String html(Page page) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s · Nabla</title>
                <link rel="stylesheet" href="%2$s/katex.min.css">
                <style>
                body { font: 1rem/1.6 system-ui, sans-serif; color: #1c2024; background: #fff; max-width: 52rem; margin: 0 auto; padding: 0 1rem 4rem }
                nav { padding: 1rem 0; border-bottom: 1px solid #e3e6ea; margin-bottom: 2rem }
                nav a { margin-right: 1.5rem }
                a { color: #0b63a5 }
                h1 { font-size: 2rem; margin: 0 0 .5rem } h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
                table { border-collapse: collapse; display: block; overflow-x: auto }
                th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid #e3e6ea }
                code { font: .9em ui-monospace, monospace; background: #f2f4f6; padding: .1em .3em; border-radius: 3px }
                pre { font: .85rem/1.5 ui-monospace, monospace; background: #f2f4f6; padding: .8rem 1rem; border-radius: 6px; overflow-x: auto }
                .math { overflow-x: auto; overflow-y: hidden; padding: .2rem 0 }
                img { max-width: 100%% }
                </style>
                </head>
                <body>
                <nav><a href="/">Nabla ∇</a><a href="/losses">Losses</a><a href="/migration">Other libraries</a></nav>
                %3$s
                <script src="%2$s/katex.min.js"></script>
                <script>
                for (const formula of document.querySelectorAll(".math")) {
                  katex.render(formula.textContent, formula, { displayMode: true, throwOnError: false });
                }
                </script>
                </body>
                </html>
                """
                .formatted(HtmlUtils.htmlEscape(page.title()), katex, Markdown.toHtml(page));
    }
}
