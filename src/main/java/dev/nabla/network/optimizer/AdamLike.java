package dev.nabla.network.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import java.util.List;

/** An optimizer whose steps are those of {@link AdamRule}. */
interface AdamLike extends Optimizer {

    AdamRule rule();

    @Override
    default List<Slot> slots() {
        return List.of(Slot.STEP, Moments.MEAN, Moments.SQUARE, AdamRule.LARGEST);
    }

    @Override
    default boolean keeps(Slot slot) {
        return rule().amsgrad() || !slot.equals(AdamRule.LARGEST);
    }

    @Override
    default void step(double[] parameter, double[] gradient, OptimizerState state) {
        rule().step(parameter, gradient, state);
    }
}
