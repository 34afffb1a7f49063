package dev.nabla.network.layer;

import dev.nabla.expression.CompiledFormula;
import dev.nabla.expression.CompiledFormulas;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.compile.LossCall;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.loss.ComposedLoss.Results;
import dev.nabla.loss.ComposedLoss.Wanted;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameters;
import dev.nabla.option.Option;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.TensorSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A formula of the input {@code x} and of parameters that the request names, each of which has a gradient. */
@LayerDefinition(
    summary = "A formula of the input x and of parameters of its own.",
    shapes = "any → as the formula says",
    formula = "y = f(x, \\theta)",
    rules = "\\frac{\\partial L}{\\partial v} = g \\cdot \\frac{\\partial f}{\\partial v} \\text{ for } v = x \\text{ and each parameter}",
    reference = "PyTorch, a Module of one's own; docs/formulas.md")
public record Expression(
    @Option(value = "the output, as a formula of x and the parameters", required = true) String formula)
        implements Layer {

    private static final String FORMULA = "formula";
    private static final String X = "x";

    public Expression() {
        this(X);
    }

    @Override
    public boolean namesItsParameters() {
        return true;
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        return compiled(input, parameters).values();
    }

    private CompiledFormula compiled(Shape input, Parameters parameters) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(X, input);
        parameters.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        CompiledFormula compiled;
        try {
            compiled = new FormulaLoss(CompiledFormulas.parse(formula), List.of(), Map.of(), Expression::refuse)
                    .computation(shapes);
        } catch (FormulaException e) {
            throw Layer.misfit(FORMULA, String.valueOf(e.getMessage()));
        }
        if (parameters.tensors().containsKey(X)) {
            throw Layer.misfit(PARAMETERS, "x is the input of the layer; give the parameter another name");
        }
        parameters.tensors().keySet().stream().filter(name -> !compiled.used().contains(name)).findFirst()
                .ifPresent(name -> {
                    throw Layer.misfit(PARAMETERS, "the formula does not use " + name + "; leave it out, or use it");
                });
        return compiled;
    }

    private static Node refuse(LossCall call) {
        throw new MisfitException("a layer has no losses, such as " + call.loss()
                + "; the loss of the network may be a formula with them");
    }

    @Override
    public Cost cost(Shape input, Shape output, Parameters parameters) {
        CompiledFormula compiled = compiled(input, parameters);
        Cost forward = compiled.cost(new Wanted(Set.of(), Set.of(), false), Map.of());
        long own = parameters.tensors().values().stream().mapToLong(tensor -> tensor.shape().elements()).sum();
        return Layer.ofElements(input, output).plus(Cost.retained(own))
                .plus(forward.then(compiled.cost(new Wanted(compiled.used(), Set.of(), true), Map.of())));
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        CompiledFormula compiled = compiled(input.shape(), parameters);
        Map<String, Tensor> tensors = new LinkedHashMap<>(parameters.tensors());
        tensors.put(X, input);
        Float64Tensor output = uninitialized(compiled.values());
        compiled.run(tensors, null, new Results(into(output), Map.of(), Map.of()));
        return new FormulaPass(compiled, input, tensors, output);
    }

    private static Float64Tensor uninitialized(Shape shape) {
        return Tensor.uninitialized(shape, DType.FLOAT64).widened();
    }

    private static TensorSink into(Tensor tensor) {
        return (start, elements, count) -> tensor.write(start, elements, count);
    }

    private record FormulaPass(
        CompiledFormula compiled,
        Tensor input,
        Map<String, Tensor> tensors,
        Float64Tensor output)
            implements Pass {

        @Override
        public Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            Map<String, TensorSink> sinks = new LinkedHashMap<>();
            Map<String, Tensor> computed = new LinkedHashMap<>();
            for (String name : compiled.used()) {
                Tensor tensor = tensors.get(name);
                if (tensor != null) {
                    computed.put(name, uninitialized(tensor.shape()));
                    sinks.put(name, into(computed.get(name)));
                }
            }
            compiled.run(tensors, upstream, new Results((_, _, _) -> {}, sinks, Map.of()));
            computed.forEach((name, gradient) -> {
                if (!name.equals(X)) {
                    gradients.put(name, gradient);
                }
            });
            Tensor ofInput = computed.get(X);
            return ofInput == null ? Tensor.zeros(input.shape(), DType.FLOAT64) : ofInput;
        }
    }
}
