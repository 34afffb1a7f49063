package dev.nabla.catalog;

import dev.nabla.option.BindableOption;
import dev.nabla.request.Fault;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.Map;

/** Something that is chosen by name and built from options. */
public interface CatalogEntry<T> {

    /** Its name: {@code smooth_l1}. */
    String id();

    /** Names in other libraries under which it is found too. */
    default List<String> aliases() {
        return List.of();
    }

    /** Its options, except those that are tensors. */
    List<BindableOption> options();

    /** What is built if no option is set. */
    T defaults();

    /**
     * Builds it with some of its options set.
     *
     * @param given the options set, by name; names that it does not have are ignored
     * @param faults takes what is wrong with them; such an option stays at its default
     */
    T build(Map<String, Literal> given, List<Fault> faults);
}
