package dev.nabla.expression.call;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.catalog.NameResolver;
import dev.nabla.expression.call.LossTask.Extra;
import dev.nabla.expression.compile.LossCall;
import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.function.Arguments.Argument;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.BindableOption;
import dev.nabla.request.Faults;
import dev.nabla.request.Literal;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Calls of the losses of a catalog. Tensors are arguments by position, in the order of the loss's inputs, or by name; options,
 * {@code sample_weight}, {@code mask}, {@code reduction} and {@code axis} by name. The reduction is {@code mean} by default, as in a
 * request.
 */
public record CatalogCalls(LossCatalog catalog) implements LossCalls {

    private static final String REDUCTION = "reduction";
    private static final String AXIS = "axis";

    @Override
    public Node apply(LossCall call) {
        LossEntry entry = catalog.find(call.loss()).orElseThrow(() -> new MisfitException("there is no loss "
                + call.loss() + "; " + new NameResolver(catalog.names()).question(call.loss())
                        .orElse("GET /v1/losses lists them all")));
        return new Binding(entry, call).node();
    }

    /** Matches the arguments of a call with what the loss takes. */
    private record Binding(LossEntry entry, LossCall call, Map<String, Node> tensors, Map<String, Literal> literals) {

        Binding(LossEntry entry, LossCall call) {
            this(entry, call, new LinkedHashMap<>(), new LinkedHashMap<>(entry.presets()));
        }

        Node node() {
            List<String> inputs = entry.defaults().inputs().stream().map(Input::name).toList();
            int position = 0;
            for (LossCall.Given given : call.arguments()) {
                if (given.name().isEmpty() && position >= inputs.size()) {
                    throw new MisfitException("too many tensors; " + signature());
                }
                bind(given.name().isPresent() ? given.name().get() : inputs.get(position), given.value(), inputs);
                position++;
            }
            Loss loss = loss();
            List<Input> sent = loss.inputs().stream().filter(input -> tensors.containsKey(input.name()))
                    .map(input -> isIndices(input, loss) ? input.withoutGradient() : input).toList();
            loss.inputs().stream()
                    .filter(input -> input.isRequired() && !tensors.containsKey(input.name())).findFirst()
                    .ifPresent(missing -> {
                        throw new MisfitException(missing.name() + " is missing; " + signature());
                    });
            List<Extra> extras = Arrays.stream(Extra.values()).filter(extra -> tensors.containsKey(extra.label()))
                    .toList();
            Node[] operands = Stream.concat(sent.stream().map(Input::name), extras.stream().map(Extra::label))
                    .map(tensors::get).toArray(Node[]::new);
            LossTask task = new LossTask(entry.id(), loss, sent, extras, reduction(loss), axis(loss));
            return call.graph().apply(new LossValue(task), operands);
        }

        /** Whether an input that may also be probabilities is class indices, by its shape. */
        private boolean isIndices(Input input, Loss loss) {
            boolean isOfFirstShape = shape(input).equals(shape(loss.inputs().getFirst()));
            return input.elements().isClass() && !input.elements().isRounded(isOfFirstShape);
        }

        private Optional<Shape> shape(Input input) {
            return Optional.ofNullable(tensors.get(input.name())).map(Node::shape);
        }

        private void bind(String name, Argument value, List<String> inputs) {
            boolean isRepeated;
            if (inputs.contains(name) || extras().contains(name)) {
                isRepeated = tensors.put(name, tensor(name, value)) != null;
            } else if (settings().contains(name)) {
                Literal before = literals.put(name, literal(name, value));
                isRepeated = before != null && !before.equals(entry.presets().get(name));
            } else {
                throw new MisfitException(entry.id() + " has no " + name + "; "
                        + new NameResolver(Stream.of(inputs, extras(), settings()).flatMap(List::stream).toList())
                                .question(name)
                                .orElse(signature()));
            }
            if (isRepeated) {
                throw new MisfitException(name + " is given twice");
            }
        }

        private static Node tensor(String name, Argument value) {
            if (!(value instanceof Argument.Tensor(Node node))) {
                throw new MisfitException(name + " must be a tensor");
            }
            if (name.equals(Extra.MASK.label()) && !node.isBoolean()) {
                throw new MisfitException("mask must be true or false, such as m > 0, not a number");
            }
            return node;
        }

        /** The names of what a call takes beside inputs, options and settings. */
        private List<String> extras() {
            return Arrays.stream(Extra.values())
                    .filter(extra -> extra != Extra.SAMPLE_WEIGHT || entry.defaults().takesSampleWeights())
                    .map(Extra::label).toList();
        }

        private List<String> settings() {
            List<String> names = new ArrayList<>(entry.options().stream().map(BindableOption::name).toList());
            names.add(REDUCTION);
            if (entry.defaults() instanceof RowwiseLoss) {
                names.add(AXIS);
            }
            return names;
        }

        private String signature() {
            return "it takes " + String.join(", ", entry.defaults().inputs().stream().map(Input::name).toList())
                    + "; " + String.join(", ", extras()) + "; and the options " + String.join(", ", settings());
        }

        private static Literal literal(String name, Argument value) {
            return switch (value) {
                case Argument.Text(String text) -> new Literal.Text(text);
                case Argument.Sequence(List<Argument> each) ->
                    new Literal.Array(each.stream().map(one -> literal(name, one)).toList());
                case Argument.Tensor(Node node) when node.operation() instanceof Constant constant ->
                    constant.isBoolean()
                            ? new Literal.Flag(constant.value() != 0)
                            : new Literal.Numeral(constant.value());
                case Argument.Tensor _ ->
                    throw new MisfitException(name + " is an option: it must be written in the formula");
            };
        }

        private Loss loss() {
            Faults faults = new Faults();
            Loss loss = entry.build(literals, faults);
            faults.listed().stream().findFirst().ifPresent(fault -> {
                throw new MisfitException(fault.detail());
            });
            return loss;
        }

        private Reduction reduction(Loss loss) {
            Literal sent = literals.getOrDefault(REDUCTION, new Literal.Text(Reduction.MEAN.label()));
            Optional<Reduction> known = loss.reductions().stream()
                    .filter(reduction -> sent.equals(new Literal.Text(reduction.label()))).findFirst();
            return known.orElseThrow(() -> new MisfitException("reduction must be "
                    + BindableOption.quoted(loss.reductions().stream().map(Reduction::label).toList()) + ", got "
                    + sent.excerpt()));
        }

        private OptionalInt axis(Loss loss) {
            if (!literals.containsKey(AXIS) || !(loss instanceof RowwiseLoss)) {
                return OptionalInt.empty();
            }
            if (literals.get(AXIS) instanceof Literal.Numeral(double axis) && axis == (int) axis) {
                return OptionalInt.of((int) axis);
            }
            throw new MisfitException("axis must be an integer");
        }
    }
}
