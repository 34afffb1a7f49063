package dev.nabla.grpc;

import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.UnknownNameException;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.ClientGoneException;
import dev.nabla.service.admission.TooCostlyException;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns exceptions into statuses, whose description says what is wrong, where, and what would be right. */
final class GrpcErrors {

    private static final Logger LOG = LoggerFactory.getLogger(GrpcErrors.class);

    /** How long clients wait before they retry by themselves, in milliseconds (gRFC A6). */
    private static final Metadata.Key<String> PUSHBACK = Metadata.Key.of("grpc-retry-pushback-ms",
            Metadata.ASCII_STRING_MARSHALLER);

    private GrpcErrors() {}

    static StatusRuntimeException of(Exception exception) {
        return switch (exception) {
            case InvalidRequestException invalid -> status(Status.INVALID_ARGUMENT, detail(invalid));
            case MalformedTensorsException malformed -> status(Status.INVALID_ARGUMENT, malformed.detail());
            case UnknownNameException unknown -> status(Status.NOT_FOUND, unknown.detail());
            case TooCostlyException costly -> status(Status.RESOURCE_EXHAUSTED, costly.detail());
            case BusyException busy -> busy(busy);
            case ClientGoneException _ -> gone();
            case StatusRuntimeException known -> known;
            default -> {
                LOG.error("request failed", exception);
                yield status(Status.INTERNAL, "This is a bug in the service; its log has the details");
            }
        };
    }

    private static String detail(InvalidRequestException exception) {
        List<Fault> faults = exception.faults();
        int others = faults.size() - 1 + exception.omitted();
        return faults.getFirst().detailWithPlace() + (others == 0 ? "" : " (and " + others + " more)");
    }

    private static StatusRuntimeException busy(BusyException busy) {
        return Status.UNAVAILABLE.withDescription(busy.detail()).asRuntimeException(pushback(busy.retryAfter()));
    }

    /** Trailers that tell a client when to try again. */
    static Metadata pushback(Duration wait) {
        Metadata trailers = new Metadata();
        trailers.put(PUSHBACK, Long.toString(wait.toMillis()));
        return trailers;
    }

    private static StatusRuntimeException gone() {
        return Context.current().cancellationCause() instanceof TimeoutException
                ? status(Status.DEADLINE_EXCEEDED, "The deadline of the call is over")
                : status(Status.CANCELLED, "The call was canceled");
    }

    private static StatusRuntimeException status(Status status, String description) {
        return status.withDescription(description).asRuntimeException();
    }
}
