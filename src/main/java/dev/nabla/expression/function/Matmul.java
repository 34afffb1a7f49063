package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.Matrix;
import dev.nabla.kernel.MatrixProduct;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import java.util.List;

/** The product of two matrices, of a matrix and a vector, or of two vectors. */
@FunctionDefinition(group = Group.SHAPE, summary = "matrix product, also written a @ b")
public record Matmul() implements Function {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("a"), Parameter.required("b"));
    }

    @Override
    public Node apply(Arguments arguments) {
        return product(arguments.graph(), arguments.tensor("a"), arguments.tensor("b"));
    }

    /** The product; a vector is a row on the left and a column on the right. */
    public static Node product(Graph graph, Node a, Node b) {
        Shape left = a.shape();
        Shape right = b.shape();
        if (left.rank() < 1 || left.rank() > 2 || right.rank() < 1 || right.rank() > 2
                || left.size(-1) != right.size(0)) {
            throw new MisfitException("shapes " + left + " and " + right
                    + " do not make a matrix product; it takes [n, k] @ [k, m], and vectors of k");
        }
        Node rows = left.rank() == 1 ? graph.reshape(a, Shape.of(1, left.size(0))) : a;
        Node columns = right.rank() == 1 ? graph.reshape(b, Shape.of(right.size(0), 1)) : b;
        Node product = graph.apply(new Product(false, false), rows, columns);
        return left.rank() == 2 && right.rank() == 2
                ? product
                : graph.reshape(product, vector(left, right));
    }

    private static Shape vector(Shape left, Shape right) {
        if (left.rank() == 2) {
            return Shape.of(left.size(0));
        }
        return right.rank() == 2 ? Shape.of(right.size(1)) : Shape.SCALAR;
    }

    /** The product of two matrices, each of which may be transposed first. */
    private record Product(boolean transposesLeft, boolean transposesRight) implements TensorOperation {

        @Override
        public Shape shape(List<Shape> operands) {
            return Shape.of(operands.get(0).size(transposesLeft ? 1 : 0),
                    operands.get(1).size(transposesRight ? 0 : 1));
        }

        private int inner(Shape left) {
            return left.size(transposesLeft ? 0 : 1);
        }

        @Override
        public long operations(List<Shape> operands, Shape result) {
            return Cost.multiplyAdds(Cost.times(result.elements(), inner(operands.getFirst()))).operations();
        }

        @Override
        public void evaluate(List<Value> operands, Shape shape, double[] result) {
            MatrixProduct.write(matrix(operands.get(0), transposesLeft), matrix(operands.get(1), transposesRight),
                    new double[shape.size(1)], result);
        }

        private static Matrix matrix(Value value, boolean isTransposed) {
            Matrix matrix = Matrix.of(value.elements(), value.shape().size(0), value.shape().size(1));
            return isTransposed ? matrix.transposed() : matrix;
        }

        @Override
        public void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
            int columns = shape.size(1);
            for (int i = 0; i < result.length; i++) {
                ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
                for (int k = 0; k < inner(operands.getFirst().shape()); k++) {
                    sum = sum.plus(element(operands.get(0), i / columns, k, transposesLeft)
                            .times(element(operands.get(1), k, i % columns, transposesRight)));
                }
                result[i] = sum;
            }
        }

        private static ScaledDoubleDouble element(ExtendedValue matrix, int row, int column, boolean isTransposed) {
            int columns = matrix.shape().size(1);
            return matrix.elements()[isTransposed ? column * columns + row : row * columns + column];
        }

        /** Only formulas are differentiated, whose products transpose nothing. */
        @Override
        public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
            return operand == 0
                    ? graph.apply(new Product(false, true), upstream, result.operand(1))
                    : graph.apply(new Product(true, false), result.operand(0), upstream);
        }

        @Override
        public Notation notation() {
            return Notation.infix("", Binding.PRODUCT, Binding.PRODUCT, Binding.FACTOR);
        }
    }
}
