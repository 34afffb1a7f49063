package dev.nabla.evaluation;

import dev.nabla.loss.ElementwiseLoss;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A copy of {@link ScalarElementLoop} for each loss.
 *
 * <p>If all losses shared one loop, its call sites would be megamorphic and never inlined. Each copy is a hidden class with its
 * own profile, whose call sites see a single loss.
 */
final class ElementLoops {

    /** The capacity of the LRU cache of loops for losses made at run time, of which there may be any number. */
    static final int CAPACITY = 256;

    private static final ClassValue<ElementLoop> BY_CLASS = new ClassValue<>() {
        @Override
        protected ElementLoop computeValue(Class<?> loss) {
            return copy();
        }
    };

    private static final Map<Object, ElementLoop> BY_KEY = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, ElementLoop> eldest) {
            return size() > CAPACITY;
        }
    };

    private ElementLoops() {}

    /** The loop of a loss, created on first use. */
    static ElementLoop of(ElementwiseLoss loss) {
        return loss.loopKey() instanceof Class<?> type ? BY_CLASS.get(type) : ofKey(loss.loopKey());
    }

    private static ElementLoop ofKey(Object key) {
        synchronized (BY_KEY) {
            return BY_KEY.computeIfAbsent(key, _ -> copy());
        }
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
