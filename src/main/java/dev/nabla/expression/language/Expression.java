package dev.nabla.expression.language;

import java.util.List;
import java.util.Optional;

/** An expression as written. */
public sealed interface Expression {

    /** Where it begins; for an operator, where that is. */
    Place place();

    /** A number. */
    record Numeral(double value, Place place) implements Expression {}

    /** A string: the value of an option. */
    record Text(String value, Place place) implements Expression {}

    /** A name: of an input, a parameter, a definition or a constant. */
    record Name(String name, Place place) implements Expression {}

    /** An operator with its operands; {@code symbol} is that of the language: {@code **} is {@code ^}. */
    record Operator(String symbol, List<Expression> operands, Place place) implements Expression {}

    /** A call of a function. */
    record Call(String function, List<Argument> arguments, Place place) implements Expression {}

    /** A list or tuple. */
    record Sequence(List<Expression> elements, Place place) implements Expression {}

    /** A tensor with subscripts. */
    record Subscript(Expression base, List<Index> indices, Place place) implements Expression {}

    /** An argument of a call; one without a name is positional. */
    record Argument(Optional<String> name, Expression value, Place place) {}

    /** A subscript. */
    sealed interface Index {

        /** {@code ...}: all axes that the others leave. */
        record Rest(Place place) implements Index {}

        /** {@code 3}: one element of an axis, which is dropped. */
        record At(Expression position) implements Index {}

        /** {@code start:stop:step}. */
        record Range(Optional<Expression> start, Optional<Expression> stop, Optional<Expression> step, Place place)
                implements Index {}
    }
}
