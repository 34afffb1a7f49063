package dev.nabla.service.batch;

import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.RequestBinder;
import java.util.List;

/** Binds the fields of a batch to its requests, which are not bound yet. */
final class BatchBinder extends RequestBinder {

    static final String REQUESTS = "requests";

    BatchBinder(Fields fields) {
        super(fields);
    }

    /** The requests, in order; one may be no object. */
    List<Field> requests() {
        fields.forEach(this::reject);
        if (fields.get(REQUESTS) instanceof Field.Items(List<Field> each)) {
            throwIfFaulty();
            return each;
        }
        if (!fields.has(REQUESTS)) {
            reportMissing(REQUESTS, "an array of evaluations, each with a loss, a formula or terms");
        } else if (fields.isNull(REQUESTS)) {
            report(REQUESTS, "requests must be an array of objects, got null");
        }
        throwIfFaulty();
        return List.of();
    }

    /** Only the query gives a dtype to all requests. */
    private void reject(String name, Field field) {
        if (name.equals(DTYPE) && field instanceof Field.Unknown) {
            report(name, "a batch has no dtype of its own: give it to each request, or to all in the query");
        } else {
            rejectUnknown("a batch", name, field, List.of(REQUESTS, DTYPE));
        }
    }

    /**
     * The fields of a request, with the {@code dtype} that the query gives to all.
     *
     * @throws InvalidRequestException if it is no object
     */
    Fields fields(Field request) {
        return switch (request) {
            case Field.Members(Fields own) -> fields.get(DTYPE) instanceof Field.Option(Literal.Text(String dtype))
                    ? own.withQuery(DTYPE, dtype)
                    : own;
            case Field.Faulty(Fault fault, Fault _) -> throw new InvalidRequestException(Fault.whole(fault.detail()));
            default -> throw new InvalidRequestException(Fault.whole("a request must be an object, got null"));
        };
    }

    /** A fault of a request at its place in the batch. */
    static Fault placed(Fault fault, int index) {
        return fault.within(REQUESTS, Integer.toString(index));
    }
}
