package dev.nabla.expression;

import dev.nabla.expression.compile.Compiler;
import dev.nabla.expression.compile.Formula;
import dev.nabla.expression.compile.Variables;
import dev.nabla.expression.graph.Backpropagation;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.language.Program;
import dev.nabla.loss.ComposedLoss.Computation;
import dev.nabla.loss.ComposedLoss.Results;
import dev.nabla.loss.ComposedLoss.Wanted;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A formula for inputs of fixed shapes, with its derivatives. */
public final class CompiledFormula implements Computation {

    /** The name of the gradient with respect to the values, in formulas for gradients. */
    public static final String UPSTREAM = "upstream";

    private final FormulaKey key;
    private final Formula formula;
    private final Map<String, Formula> given;
    private final Set<String> used;
    private final boolean isLinear;

    private CompiledFormula(FormulaKey key, Formula formula, Map<String, Formula> given) {
        this.key = key;
        this.formula = formula;
        this.given = given;
        this.used = new LinkedHashSet<>(formula.variables().keySet());
        given.values().forEach(gradient -> used.addAll(gradient.variables().keySet()));
        this.isLinear = given.isEmpty() && Graph.needed(List.of(formula.result())).stream()
                .allMatch(node -> node.operation().isLinearInUpstream());
    }

    /**
     * Compiles a formula.
     *
     * @throws FormulaException if the shapes do not fit it
     */
    static CompiledFormula of(FormulaKey key) {
        Formula formula = Compiler.compile(key.program(), new Variables(key.shapes()), key.calls());
        Map<String, Formula> given = new LinkedHashMap<>();
        key.gradients().forEach((input, program) -> given.put(input, gradient(formula, input, program, key)));
        return new CompiledFormula(key, formula, given);
    }

    private static Formula gradient(Formula formula, String input, Program program, FormulaKey key) {
        Map<String, Shape> more = new LinkedHashMap<>(key.shapes());
        more.put(UPSTREAM, formula.result().shape());
        try {
            Formula gradient = Compiler.compile(formula, program, new Variables(more), key.calls());
            Node expanded = formula.graph().expandTo(gradient.result(),
                    Objects.requireNonNull(key.shapes().get(input)));
            return new Formula(formula.graph(), expanded, gradient.variables(), gradient.definitions(),
                    gradient.places());
        } catch (MisfitException e) {
            throw new GradientFormulaException(input, new FormulaException(e.detail()));
        } catch (FormulaException e) {
            throw new GradientFormulaException(input, e);
        }
    }

    /** The number of nodes, those of given gradients included. */
    int size() {
        return formula.graph().size();
    }

    /** The graph of its values. */
    public Formula formula() {
        return formula;
    }

    /** The formulas that replace gradients, by input. */
    Map<String, Formula> given() {
        return given;
    }

    /** The names of the inputs and parameters that the formula uses, or a formula for a gradient. */
    public Set<String> used() {
        return used;
    }

    @Override
    public Shape values() {
        return formula.result().shape();
    }

    /** Whether the formula has a gradient with respect to a variable: it need not use it, and may use it as an index. */
    public boolean isDifferentiable(String name) {
        Node variable = formula.variables().get(name);
        return given.containsKey(name)
                || (variable != null && Backpropagation.isDifferentiable(formula.result(), variable));
    }

    @Override
    public boolean isLinear() {
        return isLinear;
    }

    @Override
    public boolean isElementwise(String input) {
        Node variable = formula.variables().get(input);
        return variable != null && isLinear && Backpropagation.isElementwise(formula.result(), variable);
    }

    @Override
    public Cost cost(Wanted wanted, Map<String, Tensor> inputs) {
        return CompiledFormulas.derivation(key, wanted).plan().cost(inputs);
    }

    @Override
    public void run(Map<String, Tensor> inputs, @Nullable Tensor upstream, Results results) {
        CompiledFormulas.derivation(key, results.wanted(upstream != null)).run(inputs, upstream, results);
    }
}
