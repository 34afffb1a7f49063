package dev.nabla.expression.language;

/**
 * A place in a formula.
 *
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Place(int line, int column) {

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
