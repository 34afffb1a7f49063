package dev.nabla.web.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.nabla.catalog.LossDefinition;
import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.option.BindableOption;
import dev.nabla.option.Domain;
import dev.nabla.service.loss.SharedField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller needs to know before using a loss: fields, formulas in TeX, edges, references, runnable examples. */
record LossDescription(
    String id,
    List<String> aliases,
    String family,
    String summary,
    String formula,
    String gradient,
    @Schema(
        types = {
                "string", "null"}) @Nullable String hessian,
    List<InputItem> inputs,
    List<OptionItem> options,
    List<SharedItem> sharedFields,
    List<String> reductions,
    List<String> edges,
    List<String> references,
    List<ExampleItem> examples) {

    /** A tensor that the loss takes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LossInput")
    record InputItem(
        String name,
        String meaning,
        boolean required,
        @JsonProperty("default") @Nullable Double defaultValue,
        String content,
        String shape,
        @Nullable String domain,
        boolean gradient,
        boolean hessianDiagonal) {

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
        @Nullable String range,
        @Nullable List<String> choices,
        boolean nullable) {

        static OptionItem of(BindableOption option) {
            boolean hasRange = option.kind() == BindableOption.Kind.NUMBER || !option.range().equals(Domain.FINITE);
            return new OptionItem(option.name(), option.meaning(), option.kind().name().toLowerCase(Locale.ROOT),
                    option.isRequired(), option.defaultValue(), hasRange ? option.range().toString() : null,
                    option.choices().isEmpty() ? null : option.choices(),
                    option.isNullable());
        }
    }

    /** A field that every loss has. */
    @Schema(name = "SharedField")
    record SharedItem(String name, String meaning) {}

    /** A request that can be sent as it stands. */
    @Schema(name = "LossExample")
    record ExampleItem(String name, @JsonRawValue @Schema(types = "object") String request) {}

    static LossDescription of(LossEntry loss) {
        LossDefinition definition = loss.definition();
        return new LossDescription(loss.id(), loss.aliases(), loss.family(), definition.summary(), definition.formula(),
                definition.gradient(), definition.hessian().isEmpty() ? null : definition.hessian(),
                loss.defaults().inputs().stream().map(InputItem::of).toList(),
                loss.options().stream().map(OptionItem::of).toList(), shared(loss),
                loss.defaults().reductions().stream().map(Reduction::label).toList(), definition.edges(),
                definition.references(), examples(definition));
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
