package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Subscripts with ranges, and the reverse: a tensor of zeros with elements at a slice of it. */
public final class Slice {

    private Slice() {}

    /** Some positions along an axis. */
    public record Range(int start, int step, int count) {

        int position(int index) {
            return start + index * step;
        }

        /** The index of a position; -1 if the range does not have it. */
        int index(int position) {
            int distance = position - start;
            return distance % step == 0 && distance / step >= 0 && distance / step < count ? distance / step : -1;
        }
    }

    /** The elements in a range of each axis. */
    public record Of(List<Range> ranges) implements Gather {

        @Override
        public Shape shape(List<Shape> operands) {
            return Shape.of(ranges.stream().mapToInt(Range::count).toArray());
        }

        @Override
        public IntUnaryOperator sources(Shape operand, Shape result) {
            return position -> {
                int source = 0;
                int rest = position;
                for (int axis = result.rank() - 1; axis >= 0; axis--) {
                    int index = rest % result.size(axis);
                    rest /= result.size(axis);
                    source += ranges.get(axis).position(index) * operand.stride(axis);
                }
                return source;
            };
        }

        @Override
        public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
            return graph.apply(new Into(ranges, result.operand(0).shape()), upstream);
        }

        @Override
        public Notation notation() {
            return new Notation("{#1}_{[" + String.join(", ", ranges.stream().map(Of::tex).toList()) + "]}",
                    Binding.ATOM, List.of(Binding.ATOM));
        }

        private static String tex(Range range) {
            if (range.count() == 1) {
                return Integer.toString(range.start());
            }
            int stop = range.position(range.count());
            return range.start() + ":" + (stop < 0 ? "" : stop) + (range.step() == 1 ? "" : ":" + range.step());
        }
    }

    /** Zeros, with the elements of the operand in a range of each axis. */
    public record Into(List<Range> ranges, Shape target) implements Gather {

        @Override
        public Shape shape(List<Shape> operands) {
            return target;
        }

        @Override
        public IntUnaryOperator sources(Shape operand, Shape result) {
            return position -> {
                int source = 0;
                int rest = position;
                for (int axis = result.rank() - 1; axis >= 0; axis--) {
                    int index = ranges.get(axis).index(rest % result.size(axis));
                    rest /= result.size(axis);
                    if (index < 0) {
                        return -1;
                    }
                    source += index * operand.stride(axis);
                }
                return source;
            };
        }

        @Override
        public Notation notation() {
            return Notation.named("embed", 1);
        }
    }
}
