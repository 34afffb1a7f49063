package dev.nabla.network.layer;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** A tensor of numbers with all their digits. */
record ExactTensor(Shape shape, List<BigDecimal> values) {

    static ExactTensor of(Float64Tensor tensor) {
        return new ExactTensor(tensor.shape(), Arrays.stream(tensor.values()).mapToObj(BigDecimal::new).toList());
    }

    BigDecimal at(int... index) {
        int position = 0;
        for (int axis = 0; axis < index.length; axis++) {
            position = position * shape.size(axis) + index[axis];
        }
        return values.get(position);
    }

    /** The number at an index; 0 beyond the edges. */
    BigDecimal padded(int... index) {
        for (int axis = 0; axis < index.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape.size(axis)) {
                return BigDecimal.ZERO;
            }
        }
        return at(index);
    }

    ExactTensor abs() {
        return new ExactTensor(shape, values.stream().map(BigDecimal::abs).toList());
    }

    ExactTensor moved(int position, BigDecimal step) {
        BigDecimal[] moved = values.toArray(BigDecimal[]::new);
        moved[position] = moved[position].add(step);
        return new ExactTensor(shape, List.of(moved));
    }
}
