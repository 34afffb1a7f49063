package dev.nabla.catalog;

import dev.nabla.loss.Definition;
import dev.nabla.loss.InvalidOptionException;
import dev.nabla.loss.Loss;
import dev.nabla.loss.OptionSpec;
import dev.nabla.tensor.Fault;
import dev.nabla.tensor.Literal;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A loss as the catalogue knows it: its names, what it is, and how to build one from options. */
public final class LossEntry {

    /** The input that most losses have, and that {@code gradient} is with respect to. */
    public static final String PREDICTIONS = "predictions";

    private final String id;
    private final String family;
    private final Definition definition;
    private final Loss defaults;
    private final Constructor<? extends Loss> constructor;
    private final List<LossOption> options;

    LossEntry(Class<? extends Loss> type) throws ReflectiveOperationException {
        this.id = OptionSpec.snakeCase(type.getSimpleName());
        this.family = type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1);
        this.definition = type.getAnnotation(Definition.class);
        this.defaults = type.getConstructor().newInstance();
        List<OptionSpec> specs = OptionSpec.of(type);
        this.constructor = type
                .getConstructor(specs.stream().map(spec -> spec.component().getType()).toArray(Class[]::new));
        this.options = specs.stream().map(spec -> new LossOption(spec, defaults)).toList();
    }

    /** Its name in a path, for instance {@code smooth_l1}. */
    public String id() {
        return id;
    }

    /** Names in other libraries under which it answers too. */
    public List<String> aliases() {
        return List.of(definition.aliases());
    }

    /** The family that it belongs to, for instance {@code regression}. */
    public String family() {
        return family;
    }

    public Definition definition() {
        return definition;
    }

    /** Its options, those that are tensors apart. */
    public List<LossOption> options() {
        return options;
    }

    /** The loss with every option at its default. */
    public Loss defaults() {
        return defaults;
    }

    /** Whether it has predictions, so that there is one gradient to speak of. */
    public boolean hasPredictions() {
        return defaults.inputs().stream().anyMatch(input -> input.name().equals(PREDICTIONS));
    }

    /**
     * Builds the loss with some of its options set.
     *
     * @param given the options set, by name; names that it does not have are not looked at
     * @param faults takes what is wrong with them; such an option stays at its default
     */
    public Loss build(Map<String, Literal> given, List<Fault> faults) {
        if (given.isEmpty()) {
            return defaults;
        }
        @Nullable
        Object[] arguments = options.stream().map(option -> option.bind(given.get(option.name()), faults))
                .toArray();
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidOptionException invalid) {
                faults.add(Fault.of(invalid.option(), invalid.detail()));
                return defaults;
            }
            throw new IllegalStateException("cannot build " + id + " of " + Arrays.toString(arguments), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + id, e);
        }
    }
}
