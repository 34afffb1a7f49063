package dev.nabla.web.pages;

import dev.nabla.catalog.LibraryNames;
import dev.nabla.catalog.LossAlias;
import dev.nabla.catalog.LossDefinition;
import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.ShapeRules;
import dev.nabla.option.BindableOption;
import dev.nabla.service.loss.LossService;
import dev.nabla.web.pages.Page.Widget;
import dev.nabla.web.v1.LossExamples;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The pages about losses: one per loss, and an index. */
@Component
final class LossPages {

    private static final String FOLDER = "losses/";

    private final LossService losses;
    private final LossExamples examples;
    private final MigrationTable migration;

    LossPages(LossService losses, LossExamples examples, MigrationTable migration) {
        this.losses = losses;
        this.examples = examples;
        this.migration = migration;
    }

    /** The page of a loss, which says what the alias that it was called by presets. */
    Page of(LossEntry called) {
        LossEntry loss = losses.find(called.id());
        LossDefinition definition = loss.definition();
        String lead = "# " + loss.id() + "\n\n" + called.alias().map(alias -> sameAs(loss, alias)).orElse("")
                + Markdown.escape(definition.summary()) + "\n\n" + familyAndAliases(loss);
        String text = formulas(definition) + plot(called) + inputs(loss) + options(loss) + reductions(loss)
                + list("Edge cases", definition.edges()) + examples(loss) + equivalents(loss)
                + list("References", definition.references());
        return new Page(FOLDER + loss.id() + ".md", loss.id(), lead, Optional.of(playground(called)),
                text.strip() + "\n");
    }

    private static Widget playground(LossEntry called) {
        return new Widget("playground", Map.of("loss", called.alias().map(LossAlias::name).orElse(called.id()), "view",
                view(called.defaults())));
    }

    /** The drawing that fits the numbers of a loss. */
    private static String view(Loss loss) {
        return switch (loss) {
            case ElementwiseLoss _ -> "curve";
            case RowwiseLoss rowwise when comparesVectors(rowwise) -> "plane";
            default -> switch (loss.inputs().getFirst().shape().label()) {
                case "(N, D)", "(V, D)" -> "plane";
                case "(N, 4)" -> "boxes";
                case "(T, N, C)" -> "lattice";
                default -> "bars";
            };
        };
    }

    /** Whether all inputs are vectors of any numbers, none of which is the predictions. */
    private static boolean comparesVectors(RowwiseLoss loss) {
        return loss.inputs().stream().allMatch(input -> input.isDifferentiable() && input.domain() == null
                && !input.name().equals(LossEntry.PREDICTIONS));
    }

    private static String sameAs(LossEntry loss, LossAlias alias) {
        return "`" + alias.name() + "` is `" + loss.id() + "` with " + alias.presetsInMarkdown()
                + ", unless a request sets them.\n\n";
    }

    private static String familyAndAliases(LossEntry loss) {
        String aliases = loss.definition().aliases().stream().map(LossAlias::inMarkdown)
                .collect(Collectors.joining(", "));
        return "Family: [" + loss.family() + "](README.md#" + loss.family() + ")."
                + (aliases.isEmpty() ? "" : " Aliases: " + aliases + ".") + "\n\n";
    }

    private static String formulas(LossDefinition definition) {
        return formula("Loss", definition.formula()) + formula("Gradient", definition.gradient())
                + formula("Hessian diagonal", definition.hessian());
    }

    private static String formula(String heading, String tex) {
        return tex.isEmpty() ? "" : "## " + heading + "\n\n```math\n" + tex + "\n```\n\n";
    }

    private String plot(LossEntry loss) {
        String name = loss.alias().map(LossAlias::name).orElse(loss.id());
        return losses.hasCurve(loss) ? "![" + name + ", its gradient and its curvature](" + name + ".svg)\n\n" : "";
    }

    private static String inputs(LossEntry loss) {
        List<Input> inputs = loss.defaults().inputs();
        String first = inputs.getFirst().name();
        return "## Inputs\n\n| input | description | shape | values | derivatives |\n|---|---|---|---|---|\n"
                + inputs.stream()
                        .map(input -> "| `" + input.name() + "` | " + Markdown.cell(input.meaning()) + " | "
                                + (input.name().equals(first) && input.shape().equals(ShapeRules.SAME)
                                        ? "any"
                                        : input.shape().inWords("`" + first + "`"))
                                + " | " + Markdown.cell(values(input)) + " | " + derivatives(input) + " |\n")
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String values(Input input) {
        String values = input.elements().inWords();
        if (input.isRequired()) {
            return values;
        }
        return values + "; " + (input.fallback().isPresent()
                ? plain(input.fallback().getAsDouble()) + " by default"
                : "optional");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static String derivatives(Input input) {
        return input.hasHessian() ? "gradient, Hessian" : input.isDifferentiable() ? "gradient" : "";
    }

    private static String options(LossEntry loss) {
        return loss.options().isEmpty()
                ? ""
                : "## Options\n\n| option | description | values | default |\n|---|---|---|---|\n"
                        + loss.options().stream().map(LossPages::option).collect(Collectors.joining()) + "\n";
    }

    private static String option(BindableOption option) {
        Object byDefault = option.defaultValue();
        return "| `" + option.name() + "` | " + Markdown.cell(option.meaning()) + " | " + Markdown.cell(values(option))
                + " | `" + byDefault + "` |\n";
    }

    private static String values(BindableOption option) {
        String values = switch (option.kind()) {
            case BOOLEAN -> "true, false";
            case STRING -> String.join(", ", option.choices());
            case TEXT -> "a string";
            case INTEGER -> option.range().integersInWords();
            case INTEGER_PAIR -> option.range().integersInWords() + ", or two of them";
            case PADDING, PADDING_PAIR -> option.range().integersInWords() + ", \"same\" or \"valid\"";
            case NUMBER -> option.range().inWords();
        };
        return option.isNullable() ? values + ", or null" : values;
    }

    private static String reductions(LossEntry loss) {
        String reductions = loss.defaults().reductions().stream().map(Reduction::label).map(label -> "`" + label + "`")
                .collect(Collectors.joining(", "));
        return "Reductions: " + reductions + "; the default is `mean`.\n\n";
    }

    private static String list(String heading, List<String> items) {
        return items.isEmpty()
                ? ""
                : "## " + heading + "\n\n" + items.stream().map(item -> "- " + Markdown.escape(item) + "\n")
                        .collect(Collectors.joining()) + "\n";
    }

    private String examples(LossEntry loss) {
        return "## Examples\n\n" + loss.definition().examples().stream()
                .map(example -> Markdown.escape(example.name()) + ":\n\n```sh\n" + call(loss, example.body())
                        + "\n```\n\n```json\n" + examples.answer(loss, example) + "\n```\n\n")
                .collect(Collectors.joining());
    }

    private static String call(LossEntry loss, String body) {
        return "curl -s localhost:8080/v1/losses/" + loss.id() + " -H 'content-type: application/json' \\\n  -d '"
                + body.lines().map(String::strip).collect(Collectors.joining("\n      ")) + "'";
    }

    private String equivalents(LossEntry loss) {
        List<LibraryNames.Row> rows = migration.rowsOf(loss);
        return rows.isEmpty()
                ? ""
                : "## Equivalents in other libraries\n\n| library | name | Nabla |\n|---|---|---|\n"
                        + rows.stream().map(row -> "| " + row.library() + " | " + row.name() + " | "
                                + migration.withLinks(row.equivalent(), "") + " |\n").collect(Collectors.joining())
                        + "\n";
    }

    /** The page that lists all losses by family. */
    Page index() {
        Map<String, List<LossEntry>> families = losses.losses().stream()
                .collect(Collectors.groupingBy(LossEntry::family, TreeMap::new, Collectors.toList()));
        String markdown = "# Losses\n\n" + losses.losses().size() + " losses in " + families.size()
                + " families. [Equivalents in other libraries](../migration.md) lists their names in PyTorch, Keras and others.\n\n"
                + families.entrySet().stream().map(family -> family(family.getKey(), family.getValue()))
                        .collect(Collectors.joining("\n"));
        return new Page(FOLDER + "README.md", "Losses", markdown);
    }

    private static String family(String name, List<LossEntry> members) {
        return "## " + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)
                + "\n\n| loss | summary |\n|---|---|\n"
                + members.stream().map(loss -> "| [`" + loss.id() + "`](" + loss.id() + ".md) | "
                        + Markdown.cell(loss.definition().summary()) + " |\n").collect(Collectors.joining());
    }
}
