package dev.nabla.evaluation;

import dev.nabla.loss.ElementwiseLoss;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/**
 * A copy of {@link ScalarElementLoop} for each loss.
 *
 * <p>A loop that a hundred losses share calls them through one site, which the compiler then cannot inline. Each hidden
 * class has profiles of its own, and its call sites meet one loss.
 */
final class ElementLoops {

    private static final ClassValue<ElementLoop> COPIES = new ClassValue<>() {
        @Override
        protected ElementLoop computeValue(Class<?> loss) {
            return copy();
        }
    };

    private ElementLoops() {}

    static ElementLoop of(ElementwiseLoss loss) {
        return COPIES.get(loss.getClass());
    }

    private static ElementLoop copy() {
        Class<?> original = ScalarElementLoop.class;
        try (InputStream code = Objects
                .requireNonNull(original.getResourceAsStream(original.getSimpleName() + ".class"))) {
            var lookup = MethodHandles.lookup().defineHiddenClass(code.readAllBytes(), true);
            return (ElementLoop) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy " + original.getName(), e);
        }
    }
}
