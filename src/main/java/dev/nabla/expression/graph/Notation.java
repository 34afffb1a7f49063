package dev.nabla.expression.graph;

import java.util.Collections;
import java.util.List;

/**
 * How an operation is written in TeX.
 *
 * @param template TeX with {@code #1}, {@code #2} and so on in the places of operands, and {@code #*} in that of all
 * @param binding how tightly the result binds
 * @param operands how tightly each operand must bind to need no parentheses
 */
public record Notation(String template, Binding binding, List<Binding> operands) {

    /** How tightly an expression binds, the loosest first. */
    public enum Binding {
        RELATION,
        SUM,
        TERM,
        PRODUCT,
        FACTOR,
        POWER,
        ATOM
    }

    /** A function with its operands in parentheses; {@code name} is TeX: {@code \tanh}. */
    public static Notation call(String name, int arity) {
        StringBuilder template = new StringBuilder(name).append("\\left(");
        for (int k = 1; k <= arity; k++) {
            template.append(k == 1 ? "#" : ", #").append(k);
        }
        return new Notation(template.append("\\right)").toString(), Binding.POWER,
                Collections.nCopies(arity, Binding.RELATION));
    }

    /** A function whose name has no command of its own. */
    public static Notation named(String name, int arity) {
        return call("\\operatorname{" + name.replace("_", "\\_") + "}", arity);
    }

    /** Delimiters or a command around operands, which need no parentheses. */
    public static Notation around(String template, int arity) {
        return new Notation(template, Binding.ATOM, Collections.nCopies(arity, Binding.RELATION));
    }

    /** An operator between two operands. */
    public static Notation infix(String operator, Binding binding, Binding left, Binding right) {
        return new Notation("#1 " + operator + " #2", binding, List.of(left, right));
    }
}
