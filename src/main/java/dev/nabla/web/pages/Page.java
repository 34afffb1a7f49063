package dev.nabla.web.pages;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A documentation page. Links in its text are relative to {@code path}.
 *
 * @param path its file below {@code docs}, for instance {@code losses/huber.md}
 * @param title its title
 * @param lead its text in front of the widget, in Markdown
 * @param widget what can be touched, in HTML only
 * @param text the rest of its text
 */
record Page(String path, String title, String lead, Optional<Widget> widget, String text) {

    private static final String PLACE = "<!-- widget -->\n";

    Page(String path, String title, String markdown) {
        this(path, title, markdown, Optional.empty(), "");
    }

    /** A page written by hand, in which the widget stands where the line {@code <!-- widget -->} is. */
    static Page written(String path, String title, String markdown, Widget widget) {
        int place = markdown.indexOf(PLACE);
        return new Page(path, title, markdown.substring(0, place), Optional.of(widget),
                markdown.substring(place + PLACE.length()));
    }

    String markdown() {
        return lead + text;
    }

    /**
     * An element that a script fills.
     *
     * @param script the name of the script, and the id of the element
     * @param data what the script is told, by name
     * @param calls what the script gets from the service first; the browser asks for it before it has the script
     */
    record Widget(String script, Map<String, String> data, List<String> calls) {

        Widget(String script, Map<String, String> data) {
            this(script, data, List.of());
        }
    }
}
