package dev.nabla.expression;

import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.language.Program;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.Input;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * A loss that is a formula of its inputs.
 *
 * @param program the formula
 * @param inputs its inputs and parameters
 * @param gradients formulas that replace the gradients with respect to inputs, by input
 * @param calls what {@code loss.…} stands for
 */
public record FormulaLoss(Program program, List<Input> inputs, Map<String, Program> gradients, LossCalls calls)
        implements ComposedLoss {

    /**
     * Compiles the formula for inputs of some shapes, or finds it compiled.
     *
     * @throws FormulaException if they do not fit it
     */
    @Override
    public CompiledFormula computation(Map<String, Shape> shapes) {
        return CompiledFormulas.of(new FormulaKey(program, gradients, calls, shapes));
    }
}
