package dev.nabla.web.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.nabla.catalog.LossAlias;
import dev.nabla.catalog.LossDefinition;
import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.option.BindableOption;
import dev.nabla.option.Domain;
import dev.nabla.request.Literal;
import dev.nabla.service.loss.SharedField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All about a loss: inputs, options, formulas in TeX, edge cases, references and example requests. */
record LossDescription(
    String id,
    List<String> aliases,
    @Schema(
        description = "presets of the name in the path: values of options that hold unless a request sets them; empty for the id, and for aliases without presets") Map<String, Object> presets,
    @Schema(description = "presets of each alias that has any, by alias") Map<String, Map<String, Object>> aliasPresets,
    String family,
    String summary,
    @Schema(description = "formula of the loss, in TeX") String formula,
    @Schema(description = "gradient, in TeX") String gradient,
    @Schema(
        description = "diagonal of the Hessian, in TeX; null if the loss has none",
        types = {
                "string", "null"}) @Nullable String hessian,
    List<InputItem> inputs,
    List<OptionItem> options,
    @Schema(description = "fields that this loss shares with others") List<SharedItem> sharedFields,
    @Schema(description = "values of reduction that this loss takes") List<String> reductions,
    @Schema(description = "edge cases, and what the loss does there") List<String> edges,
    List<String> references,
    List<ExampleItem> examples) {

    /** An input of the loss. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LossInput")
    record InputItem(
        String name,
        String meaning,
        boolean required,
        @JsonProperty("default") @Schema(
            description = "value of every element if the input is not sent") @Nullable Double defaultValue,
        @Schema(description = "kind of elements") String content,
        @Schema(description = "shape relative to the first input") String shape,
        @Schema(description = "allowed values of an element, as intervals") @Nullable String domain,
        @Schema(description = "whether the loss has a gradient with respect to this input") boolean gradient,
        @Schema(
            description = "whether the loss has second derivatives with respect to this input") boolean hessianDiagonal) {

        static InputItem of(Input input) {
            Domain domain = input.domain();
            return new InputItem(input.name(), input.meaning(), input.isRequired(),
                    input.fallback().isPresent() ? input.fallback().getAsDouble() : null, input.elements().label(),
                    input.shape().label(), domain == null ? null : domain.toString(), input.isDifferentiable(),
                    input.hasHessian());
        }
    }

    /** An option of the loss. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LossOption")
    record OptionItem(
        String name,
        String meaning,
        String type,
        boolean required,
        @JsonProperty("default") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object defaultValue,
        @Schema(description = "allowed values of a number, as intervals") @Nullable String range,
        @Schema(description = "allowed values of a string") @Nullable List<String> choices,
        @Schema(description = "whether null is allowed") boolean nullable) {

        static OptionItem of(BindableOption option) {
            boolean hasRange = option.kind() == BindableOption.Kind.NUMBER || !option.range().equals(Domain.FINITE);
            return new OptionItem(option.name(), option.meaning(), option.kind().name().toLowerCase(Locale.ROOT),
                    option.isRequired(), option.defaultValue(), hasRange ? option.range().toString() : null,
                    option.choices().isEmpty() ? null : option.choices(),
                    option.isNullable());
        }
    }

    /** A field that losses share, such as {@code reduction}. */
    @Schema(name = "SharedField")
    record SharedItem(String name, String meaning) {}

    /** The body of an example request. */
    @Schema(name = "LossExample")
    record ExampleItem(String name, @JsonRawValue @Schema(types = "object") String request) {}

    static LossDescription of(LossEntry loss) {
        LossDefinition definition = loss.definition();
        return new LossDescription(loss.id(), loss.aliases(),
                loss.alias().map(LossDescription::presets).orElse(Map.of()),
                aliasPresets(definition), loss.family(), definition.summary(), definition.formula(),
                definition.gradient(), definition.hessian().isEmpty() ? null : definition.hessian(),
                loss.defaults().inputs().stream().map(InputItem::of).toList(),
                loss.options().stream().map(OptionItem::of).toList(), shared(loss),
                loss.defaults().reductions().stream().map(Reduction::label).toList(), definition.edges(),
                definition.references(), examples(definition));
    }

    private static Map<String, Map<String, Object>> aliasPresets(LossDefinition definition) {
        Map<String, Map<String, Object>> presets = new LinkedHashMap<>();
        definition.aliases().stream().filter(alias -> !alias.presets().isEmpty())
                .forEach(alias -> presets.put(alias.name(), presets(alias)));
        return presets;
    }

    private static Map<String, Object> presets(LossAlias alias) {
        Map<String, Object> presets = new LinkedHashMap<>();
        alias.presets().forEach(preset -> presets.put(preset.option(), switch (preset.value()) {
            case Literal.Flag(boolean flag) -> flag;
            case Literal.Numeral(double number) when number == (long) number -> (long) number;
            case Literal.Numeral(double number) -> number;
            default -> preset.text();
        }));
        return presets;
    }

    private static List<SharedItem> shared(LossEntry loss) {
        return Arrays.stream(SharedField.values()).filter(field -> field.appliesTo(loss))
                .map(field -> new SharedItem(field.label(), field.meaning(loss))).toList();
    }

    private static List<ExampleItem> examples(LossDefinition definition) {
        return definition.examples().stream().map(example -> new ExampleItem(example.name(), example.body()))
                .toList();
    }
}
