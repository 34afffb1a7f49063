package dev.nabla.loss;

import java.lang.reflect.Constructor;

/** The test of each loss, as its fixture. */
public final class LossFixtures {

    private LossFixtures() {}

    /** The fixture of a loss. */
    public static LossFixture<?> of(Loss loss) {
        try {
            Constructor<?> constructor = Class.forName(loss.getClass().getName() + "Tests").getDeclaredConstructor();
            constructor.setAccessible(true);
            return (LossFixture<?>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
