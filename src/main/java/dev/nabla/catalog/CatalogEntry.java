package dev.nabla.catalog;

import dev.nabla.option.BindableOption;
import dev.nabla.request.Faults;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.Map;

/** A catalog entry: something that is selected by name and built from options. */
public interface CatalogEntry<T> {

    /** Its id, for instance {@code smooth_l1}. */
    String id();

    /** Names of other libraries that it also answers to. */
    default List<String> aliases() {
        return List.of();
    }

    /** Its options, except those that are tensors. */
    List<BindableOption> options();

    /** An instance with all options at their defaults. */
    T defaults();

    /**
     * Builds an instance.
     *
     * @param given options by name; the others have their defaults, and unknown names are ignored
     * @param faults receives the faults of invalid options, which keep their defaults
     */
    T build(Map<String, Literal> given, Faults faults);
}
