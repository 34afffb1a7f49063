package dev.nabla.web.openapi;

import dev.nabla.catalog.LossAlias;
import dev.nabla.catalog.LossDefinition;
import dev.nabla.catalog.LossEntry;
import java.util.List;
import java.util.stream.Collectors;

/** The description of a loss, in Markdown. */
final class LossMarkdown {

    private LossMarkdown() {}

    static String of(LossEntry loss) {
        LossDefinition definition = loss.definition();
        // The link is relative to the page of Swagger UI.
        return definition.summary() + " [Curve and playground](../losses/" + loss.id() + ")\n"
                + formula("Loss", definition.formula())
                + formula("Gradient", definition.gradient())
                + formula("Hessian diagonal", definition.hessian())
                + list("Edge cases", definition.edges())
                + list("References", definition.references())
                + aliases(definition.aliases());
    }

    private static String formula(String heading, String tex) {
        return tex.isEmpty() ? "" : "\n**" + heading + "**\n```tex\n" + tex + "\n```\n";
    }

    private static String list(String heading, List<String> items) {
        return items.isEmpty()
                ? ""
                : items.stream().map(item -> "- " + item + "\n")
                        .collect(Collectors.joining("", "\n**" + heading + "**\n\n", ""));
    }

    private static String aliases(List<LossAlias> aliases) {
        return aliases.isEmpty()
                ? ""
                : aliases.stream().map(LossAlias::inMarkdown)
                        .collect(Collectors.joining(", ", "\n**Aliases:** ", "\n"));
    }
}
