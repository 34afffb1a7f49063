package dev.nabla.expression.graph;

import dev.nabla.tensor.Shape;
import java.util.List;

/** A tensor that a graph computes: an operation on other nodes. Nodes of a graph are equal only to themselves. */
public final class Node {

    private final int index;
    private final Operation operation;
    private final List<Node> operands;
    private final Shape shape;
    private final boolean isConstant;

    Node(int index, Operation operation, List<Node> operands, Shape shape) {
        this.index = index;
        this.operation = operation;
        this.operands = operands;
        this.shape = shape;
        this.isConstant = !(operation instanceof Variable) && operands.stream().allMatch(Node::isConstant);
    }

    /** Its number in the graph; operands have lower ones. */
    public int index() {
        return index;
    }

    public Operation operation() {
        return operation;
    }

    public List<Node> operands() {
        return operands;
    }

    public Node operand(int k) {
        return operands.get(k);
    }

    public Shape shape() {
        return shape;
    }

    /** Whether its elements are true and false, which count as 1 and 0. */
    public boolean isBoolean() {
        return operation.isBoolean();
    }

    /** Whether it is computed from constants alone. */
    public boolean isConstant() {
        return isConstant;
    }

    /** Whether it is a given constant. */
    public boolean is(double value) {
        return operation instanceof Constant constant && constant.value() == value;
    }

    @Override
    public String toString() {
        return "#" + index + " " + operation + operands.stream().map(node -> "#" + node.index).toList() + shape;
    }
}
