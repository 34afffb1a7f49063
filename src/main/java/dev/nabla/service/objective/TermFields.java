package dev.nabla.service.objective;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.option.BindableOption;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a term: its own, and the options of all losses, since its loss may come after them. */
public final class TermFields implements FieldKinds {

    private final Map<String, FieldKind> kinds = new LinkedHashMap<>();

    /** The fields of terms with losses of a catalog. */
    public TermFields(LossCatalog catalog) {
        for (TermField field : TermField.values()) {
            kinds.put(field.label(), field.kind());
        }
        for (LossEntry loss : catalog.entries()) {
            for (BindableOption option : loss.options()) {
                if (isOfTerm(option.name())) {
                    throw new IllegalStateException(loss.id() + " has an option " + option.name()
                            + ", which is a field of a term");
                }
                kinds.put(option.name(), FieldKind.Value.OPTION);
            }
        }
    }

    private static boolean isOfTerm(String name) {
        return Arrays.stream(TermField.values()).anyMatch(field -> field.label().equals(name));
    }

    @Override
    public FieldKind of(String name) {
        return kinds.getOrDefault(name, FieldKind.Value.UNKNOWN);
    }
}
