package dev.nabla.evaluation;

import dev.nabla.loss.Input;
import dev.nabla.loss.ShapeRule.Spread;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input, indexed by positions of the first input: it has one element for each position, or one that is broadcast to
 * several.
 *
 * @param tensor the elements
 * @param divisor what a position of the first input is divided by to find its element
 * @param modulus the modulus of the quotient; 0 for none
 */
record Operand(Tensor tensor, int divisor, int modulus) {

    /** The operand of an input: the tensor that was sent, else the fallback value, else NaN. */
    static Operand of(Input input, @Nullable Tensor sent, Shape first) {
        Tensor tensor = sent == null ? Tensor.scalar(input.fallback().orElse(Double.NaN), DType.FLOAT64) : sent;
        Spread spread = sent == null ? Spread.ONE_FOR_ALL : input.shape().spread(sent.shape(), first);
        return new Operand(tensor, spread.divisor(), spread.modulus());
    }

    /** The operands of a task, in the order of its loss's inputs. */
    static Operand[] all(Task task) {
        List<Input> inputs = task.loss().inputs();
        Operand[] operands = new Operand[inputs.size()];
        for (int k = 0; k < operands.length; k++) {
            operands[k] = of(inputs.get(k), task.input(inputs.get(k)), task.firstShape());
        }
        return operands;
    }

    /** The index in the tensor of the element for a position of the first input. */
    int address(int position) {
        int quotient = position / divisor;
        return modulus == 0 ? quotient : quotient % modulus;
    }

    /** The element for a row, for inputs with one element per row or one for all rows. */
    double ofRow(int row) {
        return tensor.get(modulus == 0 ? row : row % modulus);
    }

    /** Reads the elements for {@code count} consecutive positions. */
    void read(int position, double[] into, int count) {
        read(position, 1, into, 0, count);
    }

    /**
     * Reads elements into the indices {@code from} (inclusive) to {@code to} (exclusive) of an array: those for positions
     * that start at {@code position} and are {@code stride} apart.
     */
    void read(int position, int stride, double[] into, int from, int to) {
        if (divisor == 1 && modulus == 0) {
            tensor.read(position, stride, into, from, to);
        } else if (tensor.shape().elements() == 1) {
            Arrays.fill(into, from, to, tensor.get(0));
        } else {
            for (int i = from; i < to; i++) {
                into[i] = tensor.get(address(position + (i - from) * stride));
            }
        }
    }
}
