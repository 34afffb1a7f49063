package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Rows of zeros with a 1 at an index. */
@FunctionDefinition(group = Group.SHAPE, summary = "1 at the index, else 0, along a new last axis of a number of classes", aliases = "to_categorical", edges = "An index that is not an integer in [0, classes) is an error. It has no gradient.")
public record OneHot() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("index"), Parameter.required("classes"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Node index = arguments.tensor("index");
        int classes = arguments.integer("classes");
        if (classes < 1) {
            throw new MisfitException("classes must be at least 1, got " + classes);
        }
        return arguments.graph().apply(new Encoding(classes, Indices.of(index)), index);
    }

    /** The rows. */
    private record Encoding(int classes, Indices indices) implements TensorOperation {

        @Override
        public boolean isDifferentiable(int operand) {
            return false;
        }

        @Override
        public Shape shape(List<Shape> operands) {
            return operands.getFirst().append(classes);
        }

        @Override
        public void evaluate(List<Value> operands, Shape shape, double[] result) {
            double[] index = operands.getFirst().elements();
            Arrays.fill(result, 0);
            for (int row = 0; row < index.length; row++) {
                result[row * classes + indices.index(index[row], operands.getFirst().shape(), row, classes)] = 1;
            }
        }

        @Override
        public void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
            ScaledDoubleDouble[] index = operands.getFirst().elements();
            Arrays.fill(result, ScaledDoubleDouble.ZERO);
            for (int row = 0; row < index.length; row++) {
                int place = indices.index(index[row].value(), operands.getFirst().shape(), row, classes);
                result[row * classes + place] = ScaledDoubleDouble.ONE;
            }
        }

        @Override
        public Notation notation() {
            return Notation.named("one_hot", 1);
        }
    }
}
