package dev.nabla.catalog;

import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.OptionSpec;
import dev.nabla.option.BindableOption;
import dev.nabla.request.Fault;
import dev.nabla.request.Literal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * How to build the records of a class, whose components are options and whose no-argument constructor states the defaults
 * of those that may be left out.
 */
public final class RecordFactory<T> {

    private final Class<? extends T> type;
    private final String id;
    private final T defaults;
    private final Constructor<? extends T> constructor;
    private final List<BindableOption> options;

    private RecordFactory(Class<? extends T> type) throws ReflectiveOperationException {
        this.type = type;
        this.id = OptionSpec.snakeCase(type.getSimpleName());
        this.defaults = type.getConstructor().newInstance();
        List<OptionSpec> specs = OptionSpec.of(type);
        this.constructor = type
                .getConstructor(specs.stream().map(spec -> spec.component().getType()).toArray(Class[]::new));
        this.options = specs.stream().map(spec -> BindableOption.of(spec, defaults)).toList();
    }

    /**
     * Those of every record below the package of a kind that is of that kind, in the order of their ids.
     *
     * <p>Loads all classes there, most of which are such records: reading them without, as Spring's scanner does, takes
     * several times as long.
     */
    public static <T> List<RecordFactory<T>> all(Class<T> kind) {
        String room = ClassUtils.convertClassNameToResourcePath(kind.getPackageName()) + '/';
        try {
            List<RecordFactory<T>> found = new ArrayList<>();
            for (Resource file : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:" + room + "**/*.class")) {
                Class<?> type = load(file, room);
                if (type.isRecord() && kind.isAssignableFrom(type)) {
                    found.add(of(type.asSubclass(kind)));
                }
            }
            found.sort(Comparator.comparing(RecordFactory::id));
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(Resource file, String room) throws IOException {
        String path = file.getURL().getPath();
        String name = path.substring(path.lastIndexOf(room), path.length() - ClassUtils.CLASS_FILE_SUFFIX.length());
        return ClassUtils.resolveClassName(ClassUtils.convertResourcePathToClassName(name), null);
    }

    /**
     * The factory of one record.
     *
     * @throws IllegalStateException if the record lacks something; the message says what
     */
    static <T> RecordFactory<T> of(Class<? extends T> type) {
        try {
            return new RecordFactory<>(type);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    type.getName() + " must be a public record with a public constructor that takes"
                            + " no arguments and sets the defaults of its options",
                    e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    type.getName() + " does not accept its own defaults: "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + type.getName(), e);
        }
    }

    /** The name of the record in snake_case. */
    public String id() {
        return id;
    }

    public Class<? extends T> type() {
        return type;
    }

    /**
     * The annotation that describes the record.
     *
     * @throws IllegalStateException if it has none
     */
    public <A extends Annotation> A description(Class<A> kind) {
        A annotation = type.getAnnotation(kind);
        if (annotation == null) {
            throw new IllegalStateException(
                    type.getName() + " needs @" + kind.getSimpleName() + ", which describes it");
        }
        return annotation;
    }

    /** The record with every option at its default, and with some value for those that have none. */
    public T defaults() {
        return defaults;
    }

    public List<BindableOption> options() {
        return options;
    }

    /**
     * Builds the record with some of its options set.
     *
     * @param given the options set, by name; names that it does not have are not looked at
     * @param faults takes what is wrong with them; such an option stays at its default
     */
    public T build(Map<String, Literal> given, List<Fault> faults) {
        if (given.isEmpty() && options.stream().noneMatch(BindableOption::isRequired)) {
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
            throw new IllegalStateException("cannot build " + id() + " of " + Arrays.toString(arguments), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + id(), e);
        }
    }
}
