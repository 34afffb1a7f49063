package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.tensor.Shape;
import java.util.List;

/** The same elements in another shape. */
@FunctionDefinition(group = Group.SHAPE, summary = "the same elements in another shape; a size of -1 is computed", aliases = {"view", "ravel", "flatten", "squeeze", "unsqueeze", "expand_dims"})
public record Reshape() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("x"), Parameter.required("shape"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Node x = arguments.tensor("x");
        return arguments.graph().reshape(x, target(arguments.integers("shape"), x.shape()));
    }

    private static Shape target(List<Integer> sizes, Shape shape) {
        long open = sizes.stream().filter(size -> size == -1).count();
        if (open > 1 || sizes.stream().anyMatch(size -> size < -1)) {
            throw new MisfitException("sizes must not be negative; one may be -1, which is computed");
        }
        try {
            int known = sizes.stream().filter(size -> size != -1).reduce(1, Math::multiplyExact);
            int rest = known == 0 ? 0 : shape.elements() / known;
            return Shape.of(sizes.stream().mapToInt(size -> size == -1 ? rest : size).toArray());
        } catch (ArithmeticException _) {
            throw new MisfitException("shape " + sizes + " has more elements than " + shape + ", which has "
                    + shape.elements());
        }
    }
}
