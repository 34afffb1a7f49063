package dev.nabla.expression.compile;

import dev.nabla.expression.function.Slice;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.language.Expression;
import dev.nabla.expression.language.Expression.Index;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Subscripts, with the rules of NumPy: negative positions count from the end, ranges are cut to the axis. */
record Subscripts(Graph graph, Shape shape, Function<Expression, Node> evaluation) {

    Node apply(Node base, List<Index> indices) {
        List<Index> each = withoutRest(indices);
        List<Slice.Range> ranges = new ArrayList<>();
        List<Integer> dropped = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            int size = shape.size(axis);
            if (axis >= each.size()) {
                ranges.add(new Slice.Range(0, 1, size));
                continue;
            }
            switch (each.get(axis)) {
                case Index.Rest _ -> ranges.add(new Slice.Range(0, 1, size));
                case Index.At(Expression position) -> {
                    dropped.add(axis);
                    ranges.add(new Slice.Range(position(position, size, axis), 1, 1));
                }
                case Index.Range range -> ranges.add(range(range, size));
            }
        }
        Node slice = graph.apply(new Slice.Of(ranges), base);
        Axes axes = Axes.of(dropped.stream().mapToInt(Integer::intValue).toArray());
        return graph.reshape(slice, axes.reduced(slice.shape(), false));
    }

    /** The subscripts with as many full ranges as {@code ...} stands for. */
    private List<Index> withoutRest(List<Index> indices) {
        long rests = indices.stream().filter(Index.Rest.class::isInstance).count();
        if (rests > 1) {
            throw new MisfitException("... can stand only once");
        }
        if (indices.size() - rests > shape.rank()) {
            throw new MisfitException("a tensor of shape " + shape + " has " + shape.rank() + " axes, got "
                    + (indices.size() - rests) + " subscripts");
        }
        List<Index> each = new ArrayList<>();
        for (Index index : indices) {
            if (index instanceof Index.Rest rest) {
                for (int i = indices.size() - 1; i < shape.rank(); i++) {
                    each.add(rest);
                }
            } else {
                each.add(index);
            }
        }
        return each;
    }

    private int position(Expression expression, int size, int axis) {
        int position = integer(expression);
        int fromStart = position < 0 ? position + size : position;
        if (fromStart < 0 || fromStart >= size) {
            throw new FormulaException(expression.place(), "axis " + axis + " of shape " + shape + " has " + size
                    + " elements; there is no element " + position);
        }
        return fromStart;
    }

    private Slice.Range range(Index.Range range, int size) {
        int step = range.step().map(this::integer).orElse(1);
        if (step == 0) {
            throw new FormulaException(range.place(), "the step of a range must not be 0");
        }
        int start = step > 0 ? cut(range.start(), 0, size, 0, size) : cut(range.start(), size - 1, size, -1, size - 1);
        int stop = step > 0 ? cut(range.stop(), size, size, 0, size) : cut(range.stop(), -1, size, -1, size - 1);
        int count = Math.max(0, Math.ceilDiv(stop - start, step));
        return new Slice.Range(start, step, count);
    }

    private int cut(Optional<Expression> sent, int fallback, int size, int least, int most) {
        if (sent.isEmpty()) {
            return fallback;
        }
        long position = integer(sent.get());
        return Math.clamp(position < 0 ? position + size : position, least, most);
    }

    private int integer(Expression expression) {
        Node node = evaluation.apply(expression);
        if (node.operation() instanceof Constant constant && !constant.isBoolean()
                && constant.value() == (int) constant.value()) {
            return (int) constant.value();
        }
        throw new FormulaException(expression.place(),
                "a subscript must be an integer that is written in the formula; for one element a row, by index, use pick(x, index)");
    }
}
