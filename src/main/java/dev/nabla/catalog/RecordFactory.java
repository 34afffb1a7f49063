package dev.nabla.catalog;

import dev.nabla.option.BindableOption;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.OptionSpec;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
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
 * Builds instances of a record class whose components are options. Its no-argument constructor sets the defaults of optional
 * ones.
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
     * The factories of all records that implement an interface, in its package and below, sorted by id.
     *
     * <p>Loads all classes there. Most of them are such records, and reading their bytecode instead, as Spring's scanner does,
     * takes several times as long.
     */
    public static <T> List<RecordFactory<T>> all(Class<T> type) {
        String folder = ClassUtils.convertClassNameToResourcePath(type.getPackageName()) + '/';
        try {
            List<RecordFactory<T>> found = new ArrayList<>();
            for (Resource file : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:" + folder + "**/*.class")) {
                Class<?> candidate = load(file, folder);
                if (candidate.isRecord() && type.isAssignableFrom(candidate)) {
                    found.add(of(candidate.asSubclass(type)));
                }
            }
            found.sort(Comparator.comparing(RecordFactory::id));
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(Resource file, String folder) throws IOException {
        String path = file.getURL().getPath();
        String name = path.substring(path.lastIndexOf(folder), path.length() - ClassUtils.CLASS_FILE_SUFFIX.length());
        return ClassUtils.resolveClassName(ClassUtils.convertResourcePathToClassName(name), null);
    }

    /**
     * The factory of a record.
     *
     * @throws IllegalStateException if the record does not have the required form; the message says why
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
                    type.getName() + " rejects its own defaults: "
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

    /** An instance with all options at their defaults; required options have some valid value. */
    public T defaults() {
        return defaults;
    }

    public List<BindableOption> options() {
        return options;
    }

    /**
     * Builds an instance.
     *
     * @param given options by name; the others have their defaults, and unknown names are ignored
     * @param faults receives the faults of invalid options, which keep their defaults
     */
    public T build(Map<String, Literal> given, Faults faults) {
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
            throw new IllegalStateException("cannot build " + id() + " from " + Arrays.toString(arguments), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + id(), e);
        }
    }
}
