package dev.nabla.catalog;

import dev.nabla.option.BindableOption;
import dev.nabla.request.Faults;
import dev.nabla.request.Literal;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;

/** An entry for a record on the class path that is described by an annotation. */
public abstract class RecordEntry<T, A extends Annotation> implements CatalogEntry<T> {

    private final RecordFactory<T> factory;
    private final A annotation;

    /**
     * Creates the entry of the record that a factory builds.
     *
     * @throws IllegalStateException if the record is not annotated
     */
    protected RecordEntry(RecordFactory<T> factory, Class<A> annotation) {
        this.factory = factory;
        this.annotation = factory.description(annotation);
    }

    /** The class of the record. */
    protected final Class<? extends T> type() {
        return factory.type();
    }

    /** The annotation that describes the record. */
    protected final A annotation() {
        return annotation;
    }

    @Override
    public final String id() {
        return factory.id();
    }

    @Override
    public final List<BindableOption> options() {
        return factory.options();
    }

    @Override
    public final T defaults() {
        return factory.defaults();
    }

    @Override
    public final T build(Map<String, Literal> given, Faults faults) {
        return factory.build(given, faults);
    }
}
