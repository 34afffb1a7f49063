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
 * <p>A loop that a hundred losses share calls them through one site, which the compiler then cannot inline. Each hidden
 * class has profiles of its own, and its call sites meet one loss.
 */
final class ElementLoops {

    /** Loops kept for losses made at run time, of which there may be any number. The one not used for longest goes first. */
    static final int MOST = 256;

    private static final ClassValue<ElementLoop> BY_CLASS = new ClassValue<>() {
        @Override
        protected ElementLoop computeValue(Class<?> loss) {
            return copy();
        }
    };

    private static final Map<Object, ElementLoop> BY_KEY = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, ElementLoop> eldest) {
            return size() > MOST;
        }
    };

    private ElementLoops() {}

    /** The loop of a loss, made where there is none. */
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
