package dev.nabla.service;

import dev.nabla.catalog.LossEntry;
import dev.nabla.catalog.LossOption;
import dev.nabla.loss.Input;
import dev.nabla.loss.Input.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The fields that a request to a loss may have. */
public final class RequestFields {

    private final LossEntry loss;

    public RequestFields(LossEntry loss) {
        this.loss = loss;
    }

    /** What a field holds; empty for a name that no field has. */
    public Optional<FieldKind> kind(String name) {
        Optional<Input> input = input(name);
        if (input.isPresent()) {
            return Optional.of(input.get().content() == Content.NUMBERS ? FieldKind.NUMBERS : FieldKind.EXACT_NUMBERS);
        }
        if (loss.options().stream().anyMatch(option -> option.name().equals(name))) {
            return Optional.of(FieldKind.OPTION);
        }
        return shared(name).map(SharedField::kind);
    }

    /** The names of all fields: inputs, options, and those that every loss shares. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        loss.defaults().inputs().stream().map(Input::name).forEach(names::add);
        loss.options().stream().map(LossOption::name).forEach(names::add);
        Arrays.stream(SharedField.values()).filter(field -> field.appliesTo(loss)).map(SharedField::label)
                .forEach(names::add);
        return names;
    }

    Optional<Input> input(String name) {
        return loss.defaults().inputs().stream().filter(input -> input.name().equals(name)).findFirst();
    }

    private Optional<SharedField> shared(String name) {
        return Arrays.stream(SharedField.values())
                .filter(field -> field.label().equals(name) && field.appliesTo(loss)).findFirst();
    }
}
