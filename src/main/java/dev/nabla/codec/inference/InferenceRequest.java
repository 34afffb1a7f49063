package dev.nabla.codec.inference;

import dev.nabla.codec.binary.DefaultDType;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model, in whatever form it came.
 *
 * @param id what the response repeats, if anything
 * @param parameters options of the model
 * @param outputs the outputs that are asked for; none means the default ones
 * @param isBinary whether outputs are to be sent as binary data unless they say otherwise
 */
public record InferenceRequest(
    @Nullable String id,
    SequencedMap<String, Literal> parameters,
    List<InferenceInput> inputs,
    List<RequestedOutput> outputs,
    boolean isBinary) {

    private static final String DTYPE = "dtype";

    /**
     * Creates a request.
     *
     * @throws InvalidRequestException if two inputs, or two outputs, have the same name
     */
    public InferenceRequest {
        requireDistinct("inputs", inputs, InferenceInput::name);
        requireDistinct("outputs", outputs, RequestedOutput::name);
    }

    private static <T> void requireDistinct(String field, List<T> items, Function<T, String> name) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (!names.add(name.apply(items.get(i)))) {
                throw new InvalidRequestException(new Fault(field, new int[]{i},
                        "the name " + Excerpt.of(name.apply(items.get(i))) + " is repeated; send it once"));
            }
        }
    }

    /** Names of the outputs that are asked for. */
    public List<String> outputNames() {
        return outputs.stream().map(RequestedOutput::name).toList();
    }

    /** Whether an output is to be sent as binary data. */
    public boolean isBinary(String output) {
        return outputs.stream().filter(requested -> requested.name().equals(output)).findFirst()
                .map(RequestedOutput::isBinary).orElse(isBinary);
    }

    /**
     * Reads the inputs and parameters as fields of a model. Unless a parameter sets it, {@code dtype} is that of the predictions.
     * May be called once.
     *
     * @throws IOException if the connection fails
     */
    public Fields fields(FieldKinds kinds) throws IOException {
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        DType dtype = dtype(kinds);
        Storage.expect(inputs.stream().mapToLong(input -> input.memory(read(kinds.of(input.name())), dtype)).sum());
        for (InferenceInput input : inputs) {
            fields.put(input.name(), field(input, kinds.of(input.name()), dtype));
        }
        parameters.forEach((name, value) -> fields.merge(name, parameter(name, value, kinds.of(name)),
                (input, parameter) -> input instanceof Field.Faulty ? input : parameter));
        fields.putIfAbsent(DTYPE, new Field.Option(new Literal.Text(dtype.label())));
        return Fields.of(fields);
    }

    private static Field field(InferenceInput input, FieldKind kind, DType dtype) throws IOException {
        Field field = input.as(read(kind), dtype);
        return isOption(kind)
                ? faulty(input.name(), "is an option; send it as a parameter, not as an input")
                : field;
    }

    /** The kind as which the elements for a field of a kind are read: for an option, they are skipped. */
    private static FieldKind.Value read(FieldKind kind) {
        return kind instanceof FieldKind.Value value && !isOption(value) ? value : FieldKind.Value.UNKNOWN;
    }

    private static Field parameter(String name, Literal value, FieldKind kind) {
        if (kind == FieldKind.Value.UNKNOWN) {
            return new Field.Unknown();
        }
        if (kind == FieldKind.Value.NAMES && value instanceof Literal.Text(String names)) {
            return new Field.Option(new Literal.Array(Arrays.stream(names.split(",")).map(String::strip)
                    .filter(each -> !each.isEmpty()).<Literal>map(Literal.Text::new).toList()));
        }
        return isOption(kind) || value instanceof Literal.Null
                ? new Field.Option(value)
                : faulty(name, "is a tensor; send it as an input, not as a parameter");
    }

    private static boolean isOption(FieldKind kind) {
        return kind == FieldKind.Value.OPTION || kind == FieldKind.Value.DTYPE || kind == FieldKind.Value.NAMES;
    }

    private static Field faulty(String name, String detail) {
        return new Field.Faulty(Fault.of(name, Excerpt.of(name) + " " + detail));
    }

    /** The dtype that a parameter sets, or else that of the inputs. */
    private DType dtype(FieldKinds kinds) {
        DefaultDType ofInputs = new DefaultDType();
        for (InferenceInput input : inputs) {
            ofInputs.add(input.name(), kinds.of(input.name()), input.type());
        }
        return parameters.get(DTYPE) instanceof Literal.Text(String label)
                ? DType.ofLabel(label).orElse(DType.FLOAT64)
                : ofInputs.get();
    }
}
