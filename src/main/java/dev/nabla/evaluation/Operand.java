package dev.nabla.evaluation;

import dev.nabla.loss.Input;
import dev.nabla.loss.ShapeRule.Spread;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input as the elements of the first input see it: some have an element for each of them, some serve several with
 * one.
 *
 * @param tensor the elements
 * @param divisor by which a position of the first input is divided to find its element
 * @param modulus modulo which it then is taken; 0 for none
 */
record Operand(Tensor tensor, int divisor, int modulus) {

    /** The operand of an input that was sent, of the number that stands in for it, or NaN for an input that is absent. */
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

    /** Where in the tensor the element for a position of the first input is. */
    int address(int position) {
        int quotient = position / divisor;
        return modulus == 0 ? quotient : quotient % modulus;
    }

    /** The element for a row, of which there is one per row, or one for all. */
    double ofRow(int row) {
        return tensor.get(modulus == 0 ? row : row % modulus);
    }

    /** Reads the elements for {@code count} positions from one on. */
    void read(int position, double[] into, int count) {
        read(position, 1, into, 0, count);
    }

    /** Reads the elements for positions from one on, so far apart, to the places of {@code into} from one to another. */
    void read(int position, int stride, double[] into, int from, int to) {
        if (divisor == 1 && modulus == 0) {
            tensor.read(position, stride, into, from, to);
        } else {
            for (int i = from; i < to; i++) {
                into[i] = tensor.get(address(position + (i - from) * stride));
            }
        }
    }
}
