package dev.nabla.grpc;

import dev.nabla.codec.binary.BinaryShape;
import dev.nabla.codec.binary.ElementReader;
import dev.nabla.codec.binary.ElementType;
import dev.nabla.codec.inference.InferenceInput;
import dev.nabla.codec.inference.InferenceRequest;
import dev.nabla.codec.inference.InputTypes;
import dev.nabla.codec.inference.RequestedOutput;
import dev.nabla.grpc.InferMessage.RawContents;
import dev.nabla.grpc.protocol.InferParameter;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.grpc.protocol.ModelInferRequest.InferInputTensor;
import dev.nabla.grpc.protocol.ModelInferRequest.InferRequestedOutputTensor;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Reads requests from messages. Raw contents are decoded where they are, once it is known what they are for. */
final class InferMessageReader {

    private static final String INPUTS = "inputs";
    private static final String RAW = "raw_input_contents";
    private static final String BINARY_DATA_OUTPUT = "binary_data_output";

    private final ModelInferRequest message;
    private final List<RawContents> raw;

    InferMessageReader(InferMessage message) {
        this.message = message.head();
        this.raw = message.raw();
    }

    /**
     * The request. Its outputs are answered as raw contents if the inputs are sent so, unless a parameter says otherwise.
     *
     * @throws InvalidRequestException if the message is none
     */
    InferenceRequest request() {
        SequencedMap<String, Literal> parameters = parameters(message.getParametersMap());
        boolean isRaw = switch (parameters.remove(BINARY_DATA_OUTPUT)) {
            case null -> !raw.isEmpty();
            case Literal.Flag(boolean flag) -> flag;
            case Literal other -> throw invalid("parameters",
                    BINARY_DATA_OUTPUT + " must be true or false, got " + other.excerpt());
        };
        return new InferenceRequest(message.getId(), parameters, inputs(), outputs(), isRaw);
    }

    private List<InferenceInput> inputs() {
        if (!raw.isEmpty() && raw.size() != message.getInputsCount()) {
            throw invalid(RAW, "must have one element for each of the " + message.getInputsCount() + " inputs, has "
                    + raw.size());
        }
        List<InferenceInput> inputs = new ArrayList<>();
        for (int i = 0; i < message.getInputsCount(); i++) {
            inputs.add(input(i, message.getInputs(i)));
        }
        return inputs;
    }

    private InferenceInput input(int index, InferInputTensor input) {
        String name = input.getName();
        if (name.isEmpty()) {
            throw new InvalidRequestException(new Fault(INPUTS, new int[]{index}, "name is missing"));
        }
        if (input.getParametersCount() > 0) {
            throw invalid(name, "an input has no parameters here, got "
                    + Excerpt.list(input.getParametersMap().keySet()));
        }
        ElementType type = InputTypes.type(name, input.getDatatype());
        Shape shape = BinaryShape.of(name, input.getShapeList().stream().mapToLong(Long::longValue).toArray());
        return new InferenceInput(name, type, shape, raw.isEmpty()
                ? typed(input, type)
                : raw(input, type, shape, raw.get(index)));
    }

    private static InferenceInput.Content raw(InferInputTensor input, ElementType type, Shape shape,
            RawContents contents) {
        if (input.hasContents()) {
            throw invalid(input.getName(), "contents conflict with " + RAW + "; send one of them");
        }
        long size = InputTypes.bytes(type, shape);
        if (contents.size() != size) {
            throw invalid(input.getName(), "raw contents must be of " + size + " bytes, as the datatype is "
                    + type.inferenceName() + " and the shape " + shape + ", are of " + contents.size());
        }
        return new InferenceInput.Binary(new ElementReader(contents.elements()));
    }

    private static InferenceInput.Content typed(InferInputTensor input, ElementType type) {
        InputTypes.requireTyped(input.getName(), type);
        MessageContents contents = MessageContents.of(input.getName(), type);
        return new InferenceInput.Typed(contents.read(input.getContents()));
    }

    private List<RequestedOutput> outputs() {
        List<RequestedOutput> outputs = new ArrayList<>();
        for (InferRequestedOutputTensor output : message.getOutputsList()) {
            if (output.getParametersCount() > 0) {
                throw invalid("outputs", "an output has no parameters here, got "
                        + Excerpt.list(output.getParametersMap().keySet()));
            }
            outputs.add(new RequestedOutput(output.getName()));
        }
        return outputs;
    }

    private static SequencedMap<String, Literal> parameters(Map<String, InferParameter> sent) {
        SequencedMap<String, Literal> parameters = new LinkedHashMap<>();
        sent.forEach((name, value) -> parameters.put(name, literal(value)));
        return parameters;
    }

    private static Literal literal(InferParameter value) {
        return switch (value.getParameterChoiceCase()) {
            case BOOL_PARAM -> new Literal.Flag(value.getBoolParam());
            case INT64_PARAM -> new Literal.Numeral(value.getInt64Param());
            case UINT64_PARAM -> new Literal.Numeral(unsigned(value.getUint64Param()));
            case DOUBLE_PARAM -> new Literal.Numeral(value.getDoubleParam());
            case STRING_PARAM -> new Literal.Text(value.getStringParam());
            case PARAMETERCHOICE_NOT_SET -> new Literal.Null();
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : value + 0x1p64;
    }

    private static InvalidRequestException invalid(String field, String detail) {
        return new InvalidRequestException(Fault.of(field, detail));
    }
}
