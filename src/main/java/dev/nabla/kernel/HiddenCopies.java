package dev.nabla.kernel;

import static java.lang.invoke.MethodType.methodType;

import java.io.InputStream;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Objects;

/**
 * Copies of a class that holds a loop. If all functions shared one loop, its call would be megamorphic and never inlined; each
 * copy is a hidden class with a profile of its own, whose call site sees a single function.
 */
public final class HiddenCopies {

    private HiddenCopies() {}

    /**
     * Creates an instance of a copy.
     *
     * @param lookup a lookup in the package of the original
     * @param type what it implements
     * @param original the class, with a constructor without parameters
     */
    public static <T> T of(Lookup lookup, Class<T> type, Class<? extends T> original) {
        try (InputStream code = Objects
                .requireNonNull(original.getResourceAsStream(original.getSimpleName() + ".class"))) {
            Lookup copy = lookup.defineHiddenClass(code.readAllBytes(), true);
            return type.cast(copy.findConstructor(copy.lookupClass(), methodType(void.class)).invoke());
        } catch (Throwable e) {
            throw new IllegalStateException("cannot copy " + original.getName(), e);
        }
    }
}
