package dev.nabla.codec.inference;

import dev.nabla.codec.binary.BinaryShape;
import dev.nabla.codec.binary.ElementReader;
import dev.nabla.codec.binary.ElementType;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Binds the JSON of a request. */
final class InferenceDocument {

    private static final String ID = "id";
    private static final String PARAMETERS = "parameters";
    private static final String INPUTS = "inputs";
    private static final String OUTPUTS = "outputs";
    private static final String NAME = "name";
    private static final String DATATYPE = "datatype";
    private static final String SHAPE = "shape";
    private static final String DATA = "data";
    private static final String BINARY_DATA = "binary_data";
    private static final String BINARY_DATA_SIZE = "binary_data_size";
    private static final String BINARY_DATA_OUTPUT = "binary_data_output";

    private static final FieldKind ANY_PARAMETERS = new FieldKind.Members(_ -> FieldKind.Value.OPTION);

    /** The fields of the JSON. Clients of KServe repeat the name and version of the model in it, of which the path has others. */
    static final FieldKinds KINDS = kinds(Map.of(
            ID, FieldKind.Value.OPTION,
            "model_name", FieldKind.Value.OPTION,
            "model_version", FieldKind.Value.OPTION,
            PARAMETERS, ANY_PARAMETERS,
            INPUTS, new FieldKind.Items(new FieldKind.Members(kinds(Map.of(
                    NAME, FieldKind.Value.OPTION,
                    DATATYPE, FieldKind.Value.OPTION,
                    SHAPE, FieldKind.Value.OPTION,
                    PARAMETERS, ANY_PARAMETERS,
                    DATA, FieldKind.Value.ELEMENTS)))),
            OUTPUTS, new FieldKind.Items(new FieldKind.Members(kinds(Map.of(
                    NAME, FieldKind.Value.OPTION,
                    PARAMETERS, ANY_PARAMETERS))))));

    private final Members document;
    private final @Nullable ElementReader binary;
    private final long binaryBytes;
    private long claimedBytes;

    /**
     * A document.
     *
     * @param binary reads the binary data; {@code null} if the request has none
     * @param binaryBytes the length of the binary data, if it is known
     */
    InferenceDocument(Fields json, @Nullable ElementReader binary, long binaryBytes) {
        this.document = new Members(json, List.of());
        this.binary = binary;
        this.binaryBytes = binaryBytes;
    }

    private static FieldKinds kinds(Map<String, FieldKind> byName) {
        return name -> byName.getOrDefault(name, FieldKind.Value.UNKNOWN);
    }

    /**
     * The request.
     *
     * @throws InvalidRequestException if it is none
     */
    InferenceRequest request() {
        document.requireKnown(ID, PARAMETERS, INPUTS, OUTPUTS);
        String id = document.text(ID);
        SequencedMap<String, Literal> parameters = parameters(document);
        boolean isBinary = flag(document, parameters, BINARY_DATA_OUTPUT, false);
        List<InferenceInput> inputs = new ArrayList<>();
        for (Members input : document.items(INPUTS)) {
            inputs.add(input(input));
        }
        if (binaryBytes != InferenceReader.UNKNOWN && claimedBytes != binaryBytes) {
            throw document.fault("the body has " + binaryBytes + " bytes of binary data, but the inputs take "
                    + claimedBytes + " bytes");
        }
        List<RequestedOutput> outputs = new ArrayList<>();
        for (Members output : document.items(OUTPUTS)) {
            outputs.add(output(output, isBinary));
        }
        return new InferenceRequest(id, parameters, inputs, outputs, isBinary);
    }

    private InferenceInput input(Members input) {
        input.requireKnown(NAME, SHAPE, DATATYPE, PARAMETERS, DATA);
        String name = input.requiredText(NAME);
        ElementType type = InputTypes.type(name, input.requiredText(DATATYPE));
        Shape shape = BinaryShape.of(name, input.integers(SHAPE));
        SequencedMap<String, Literal> parameters = parameters(input);
        Literal size = parameters.remove(BINARY_DATA_SIZE);
        requireNone(input, parameters, BINARY_DATA_SIZE);
        Field data = input.fields().get(DATA);
        if (size != null) {
            return new InferenceInput(name, type, shape, binary(input, name, type, shape, size));
        }
        if (data == null) {
            throw input.fault("data is missing: the elements of " + Excerpt.of(name));
        }
        InputTypes.requireTyped(name, type);
        return new InferenceInput(name, type, shape, new InferenceInput.Typed(data));
    }

    private InferenceInput.Content binary(Members input, String name, ElementType type, Shape shape, Literal size) {
        if (input.fields().has(DATA)) {
            throw input.fault("data conflicts with binary_data_size; send one of them");
        }
        if (binary == null) {
            throw input.fault(PARAMETERS, "binary_data_size needs binary data after the JSON, and the header "
                    + "Inference-Header-Content-Length with the length of the JSON");
        }
        long bytes = InputTypes.bytes(type, shape);
        if (!(size instanceof Literal.Numeral(double sent)) || sent != bytes) {
            throw InputTypes.fault(name, "binary_data_size must be " + bytes + ", as the datatype is "
                    + type.inferenceName() + " and the shape " + shape + ", got " + size.excerpt());
        }
        claimedBytes += bytes;
        return new InferenceInput.Binary(binary);
    }

    private static RequestedOutput output(Members output, boolean isBinary) {
        output.requireKnown(NAME, PARAMETERS);
        SequencedMap<String, Literal> parameters = parameters(output);
        boolean isBinaryItself = flag(output, parameters, BINARY_DATA, isBinary);
        requireNone(output, parameters, BINARY_DATA);
        return new RequestedOutput(output.requiredText(NAME), isBinaryItself);
    }

    private static SequencedMap<String, Literal> parameters(Members owner) {
        SequencedMap<String, Literal> parameters = new LinkedHashMap<>();
        owner.members(PARAMETERS).forEach((name, field) -> {
            switch (field) {
                case Field.Option(Literal value) -> parameters.put(name, value);
                case Field.Faulty faulty -> throw new InvalidRequestException(
                        faulty.fault().within(owner.pathTo(PARAMETERS)));
                default -> throw new IllegalStateException("no parameter: " + field);
            }
        });
        return parameters;
    }

    /** Takes a Boolean out of parameters. */
    private static boolean flag(Members owner, SequencedMap<String, Literal> parameters, String name,
            boolean defaultValue) {
        Literal sent = parameters.remove(name);
        return switch (sent) {
            case null -> defaultValue;
            case Literal.Flag(boolean value) -> value;
            default -> throw owner.fault(PARAMETERS, name + " must be true or false, got " + sent.excerpt());
        };
    }

    private static void requireNone(Members owner, SequencedMap<String, Literal> parameters, String known) {
        if (!parameters.isEmpty()) {
            throw owner.fault(PARAMETERS, "there is no parameter " + Excerpt.of(parameters.firstEntry().getKey())
                    + " here; the only one is " + known);
        }
    }
}
