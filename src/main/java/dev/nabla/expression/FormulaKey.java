package dev.nabla.expression;

import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.language.Program;
import dev.nabla.tensor.Shape;
import java.util.Map;

/**
 * What a compiled formula depends on.
 *
 * @param program the formula
 * @param gradients formulas that replace the gradients with respect to inputs, by input
 * @param calls what {@code loss.…} stands for
 * @param shapes the shapes of its variables, by name
 */
record FormulaKey(Program program, Map<String, Program> gradients, LossCalls calls, Map<String, Shape> shapes) {

    FormulaKey {
        shapes = Map.copyOf(shapes);
    }
}
