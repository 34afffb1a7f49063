package dev.nabla.web.pages;

import dev.nabla.expression.compile.Compiler;
import dev.nabla.expression.explain.FunctionFormulas;
import dev.nabla.expression.explain.Tex;
import dev.nabla.expression.function.Function.Parameter;
import dev.nabla.expression.function.FunctionDefinition;
import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.function.FunctionEntry;
import dev.nabla.web.pages.Page.Widget;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The page about the language of formulas, with all of its functions. */
@Component
final class FormulaPage {

    Page page() {
        return Page.written("formulas.md", "Formulas", PageText.of("formulas.md")
                + Arrays.stream(Group.values()).map(FormulaPage::group).collect(Collectors.joining()),
                new Widget("workbench", Map.of()));
    }

    private static String group(Group group) {
        String heading = switch (group) {
            case ELEMENTWISE -> "Elementwise functions";
            case REDUCTION -> "Functions along axes";
            case SHAPE -> "Shapes and matrices";
            case GRADIENT -> "Custom gradients";
        };
        return "\n## " + heading + "\n" + Compiler.functions().entries().stream()
                .filter(entry -> entry.definition().group() == group).map(FormulaPage::function)
                .collect(Collectors.joining());
    }

    private static String function(FunctionEntry entry) {
        FunctionDefinition definition = entry.definition();
        String aliases = Arrays.stream(definition.aliases()).map(alias -> "`" + alias + "`")
                .collect(Collectors.joining(", "));
        return "\n### " + entry.id() + "\n\n`" + signature(entry) + "`: " + Markdown.escape(definition.summary())
                + ".\n"
                + (definition.group() == Group.SHAPE ? "" : formulas(entry))
                + (definition.edges().length == 0
                        ? ""
                        : "\n" + Markdown.escape(String.join(" ", definition.edges())) + "\n")
                + (aliases.isEmpty() ? "" : "\nElsewhere: " + aliases + ".\n");
    }

    private static String signature(FunctionEntry entry) {
        return entry.defaults().parameters().stream().map(FormulaPage::parameter)
                .collect(Collectors.joining(", ", entry.id() + "(", ")"));
    }

    private static String parameter(Parameter parameter) {
        return parameter.isRequired() ? parameter.name() : parameter.name() + "=" + parameter.fallback();
    }

    private static String formulas(FunctionEntry entry) {
        FunctionFormulas formulas = FunctionFormulas.of(entry);
        boolean isElementwise = entry.definition().group() == Group.ELEMENTWISE;
        String value = isElementwise ? "f" : "y";
        String derived = isElementwise ? "f" : "L";
        return "\n```math\n\\begin{aligned} " + value + " &= " + formulas.value()
                + formulas.gradients().entrySet().stream()
                        .map(gradient -> " \\\\ \\frac{\\partial " + derived + "}{\\partial "
                                + Tex.name(gradient.getKey()) + "} &= "
                                + gradient.getValue())
                        .collect(Collectors.joining())
                + " \\end{aligned}\n```\n";
    }
}
