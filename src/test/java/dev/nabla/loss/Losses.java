package dev.nabla.loss;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.nabla.option.OptionSpec;
import java.util.List;
import java.util.stream.Stream;

/** The losses of this project, found and not listed. */
final class Losses {

    private Losses() {}

    private static final List<Class<?>> ALL = find().toList();

    static Stream<Class<?>> all() {
        return ALL.stream();
    }

    private static Stream<Class<?>> find() {
        return new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.nabla.loss")
                .stream().filter(found -> found.isAssignableTo(Loss.class) && !found.isInterface())
                .<Class<?>>map(JavaClass::reflect);
    }

    /** The loss with every option at its default. */
    static Loss defaults(Class<?> loss) throws ReflectiveOperationException {
        try {
            return (Loss) loss.getConstructor().newInstance();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(
                    loss.getName() + " needs a public constructor that takes no arguments and sets the defaults", e);
        }
    }

    static String id(Class<?> loss) {
        return OptionSpec.snakeCase(loss.getSimpleName());
    }
}
