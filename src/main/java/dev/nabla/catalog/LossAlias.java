package dev.nabla.catalog;

import dev.nabla.request.Literal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name that a loss has in another library, with the options that differ from its defaults there.
 *
 * @param name the name
 * @param presets values of options, {@code reduction} and {@code axis} that hold unless a request sets them
 */
public record LossAlias(String name, List<Preset> presets) {

    private static final Pattern DECLARATION = Pattern.compile("(\\w+)(?:\\((.+)\\))?");

    /** The value of an option that an alias sets: {@code eps=1e-7}. */
    public record Preset(String option, String text, Literal value) {

        private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");

        private static Preset parse(String declaration) {
            String[] sides = declaration.split("=", 2);
            if (sides.length < 2) {
                throw new IllegalArgumentException("not a preset option, such as eps=1e-7: " + declaration);
            }
            return new Preset(sides[0], sides[1], literal(sides[1]));
        }

        private static Literal literal(String text) {
            return switch (text) {
                case "true", "false" -> new Literal.Flag(text.equals("true"));
                case "null" -> new Literal.Null();
                default -> NUMBER.matcher(text).matches()
                        ? new Literal.Numeral(Double.parseDouble(text))
                        : new Literal.Text(text);
            };
        }

        @Override
        public String toString() {
            return option + "=" + text;
        }
    }

    /**
     * Parses {@code mae} or {@code poisson(log_input=false, eps=1e-7)}.
     *
     * @throws IllegalArgumentException if the declaration has another form
     */
    public static LossAlias parse(String declaration) {
        Matcher matcher = DECLARATION.matcher(declaration);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an alias, such as mae or poisson(eps=1e-7): " + declaration);
        }
        String presets = matcher.group(2);
        return new LossAlias(matcher.group(1),
                presets == null ? List.of() : Arrays.stream(presets.split(", ")).map(Preset::parse).toList());
    }

    /** The alias in Markdown: {@code `poisson` (`log_input=false`, `eps=1e-7`)}. */
    public String inMarkdown() {
        return "`" + name + "`" + (presets.isEmpty() ? "" : " (" + presetsInMarkdown() + ")");
    }

    /** The presets in Markdown: {@code `log_input=false`, `eps=1e-7`}. */
    public String presetsInMarkdown() {
        return presets.stream().map(preset -> "`" + preset + "`").collect(Collectors.joining(", "));
    }
}
