package dev.nabla.service.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state of an optimizer as it is returned. */
public final class StateTensors {

    private StateTensors() {}

    /** The slots of the state of a parameter, by name. */
    public static Map<String, Tensor> of(Optimizer optimizer, Shape parameter, OptimizerState state, DType dtype) {
        Map<String, Tensor> slots = new LinkedHashMap<>();
        for (Slot slot : optimizer.slots()) {
            double[] numbers = state.slots().get(slot.name());
            if (numbers != null) {
                Shape shape = slot.isSingle() ? Shape.SCALAR : parameter;
                slots.put(slot.name(), new Float64Tensor(shape, numbers).in(dtype));
            }
        }
        return slots;
    }
}
