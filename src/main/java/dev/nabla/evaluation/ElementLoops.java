package dev.nabla.evaluation;

import dev.nabla.kernel.HiddenCopies;
import dev.nabla.loss.ElementwiseLoss;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;

/** A copy of {@link ScalarElementLoop} for each loss. */
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
        return HiddenCopies.of(MethodHandles.lookup(), ElementLoop.class, ScalarElementLoop.class);
    }
}
