package dev.nabla.codec.inference;

import dev.nabla.codec.binary.FlatPlaces;
import dev.nabla.request.Fault;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import java.io.IOException;

/** A request to a model, whose tensors have not been read yet. */
public final class InferenceFields implements IncomingRequest {

    private final InferenceRequest request;
    private Fields fields = Fields.empty();

    public InferenceFields(InferenceRequest request) {
        this.request = request;
    }

    @Override
    public Fields read(FieldKinds kinds) throws IOException {
        fields = request.fields(kinds);
        return fields;
    }

    /** A fault of the request, placed as the protocol's forms do: by the name of the input, and a position in it. */
    public Fault placed(Fault fault) {
        return FlatPlaces.of(fault, fields);
    }
}
