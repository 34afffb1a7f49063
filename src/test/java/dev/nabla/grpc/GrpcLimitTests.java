package dev.nabla.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.nabla.catalog.LossEntry;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.grpc.protocol.ModelInferResponse;
import dev.nabla.kernel.Deadline;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.loss.LossService;
import dev.nabla.tensor.Cost;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** Messages of more than the service takes, and calls whose client no longer waits. */
@GrpcTest
@TestPropertySource(properties = {"nabla.limits.max-body-size=4MB", "nabla.limits.memory=64MB"})
class GrpcLimitTests {

    @Autowired
    GrpcClient client;

    @Autowired
    MeterRegistry meters;

    @Autowired
    Admission admission;

    @MockitoSpyBean
    LossService losses;

    private double meter(String name) {
        return meters.get(name).meters().stream().flatMap(meter -> StreamSupport
                .stream(meter.measure().spliterator(), false)).mapToDouble(measurement -> measurement.getValue()).sum();
    }

    /** A request for the mean squared error of zeros. */
    private static ModelInferRequest zeros(int elements) {
        ByteString bytes = ByteString.copyFrom(new byte[8 * elements]);
        return ModelInferRequest.newBuilder().setModelName("mse")
                .addInputs(Messages.input("predictions", "FP64", elements))
                .addInputs(Messages.input("targets", "FP64", elements)).addRawInputContents(bytes)
                .addRawInputContents(bytes).build();
    }

    @Test
    void inferWhenTheMessageIsOverTheLimitShouldBeResourceExhausted() {
        Status status = catchThrowableOfType(StatusRuntimeException.class, () -> GRPCInferenceServiceGrpc
                .newBlockingStub(client.channel()).withDeadlineAfter(1, TimeUnit.MINUTES).modelInfer(zeros(300_000)))
                .getStatus();
        assertThat(status.getDescription()).contains("4194304");
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void inferWhenManyCallsNeedMemoryShouldAnswerOrRefuseAndGiveItBack() throws InterruptedException {
        List<ListenableFuture<ModelInferResponse>> calls = IntStream.range(0, 30)
                .mapToObj(_ -> GRPCInferenceServiceGrpc.newFutureStub(client.channel())
                        .withDeadlineAfter(1, TimeUnit.MINUTES)
                        .modelInfer(zeros(200_000)))
                .toList();
        int answered = 0;
        for (ListenableFuture<ModelInferResponse> call : calls) {
            try {
                assertThat(call.get().getRawOutputContents(0)).isEqualTo(Messages.raw(0));
                answered++;
            } catch (ExecutionException e) {
                assertThat(Status.fromThrowable(e).getCode()).as(e.toString()).isEqualTo(Status.Code.UNAVAILABLE);
            }
        }
        assertThat(answered).isPositive();
        Awaitility.await().untilAsserted(() -> assertThat(meter("nabla.memory.reserved")).isZero());
    }

    /** A computation that ends only when it is given up. */
    private void computeForever() throws IOException {
        Mockito.doAnswer(_ -> admission.compute(Cost.operations(1 << 30), () -> {
            while (true) {
                Deadline.check();
                LockSupport.parkNanos(1_000_000);
            }
        })).when(losses).evaluate(any(LossEntry.class), any());
    }

    @Test
    void inferWhenTheDeadlineIsOverShouldEndTheComputation() throws IOException {
        computeForever();
        Status status = catchThrowableOfType(StatusRuntimeException.class, () -> GRPCInferenceServiceGrpc
                .newBlockingStub(client.channel()).withDeadlineAfter(Duration.ofMillis(500)).modelInfer(zeros(1)))
                .getStatus();
        assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        Awaitility.await().untilAsserted(() -> assertThat(meter("nabla.work.running")).isZero());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000})
    void inferWhenTheCallIsCanceledShouldEndTheComputation(int size) throws IOException {
        computeForever();
        ListenableFuture<ModelInferResponse> call = GRPCInferenceServiceGrpc.newFutureStub(client.channel())
                .modelInfer(zeros(size));
        Awaitility.await().untilAsserted(() -> assertThat(meter("nabla.work.running")).isPositive());
        call.cancel(true);
        Awaitility.await().untilAsserted(() -> {
            assertThat(meter("nabla.work.running")).isZero();
            assertThat(meter("nabla.memory.reserved")).isZero();
        });
    }

    @Test
    void inferWhenTheServiceIsBusyShouldBeUnavailableAndSayWhenToRetry() throws IOException {
        Mockito.doAnswer(_ -> {
            try (Admission.Admitted admitted = admission.open(() -> "another", () -> false)) {
                admitted.require(8 << 20);
                return admission.compute(Cost.scratch(3 << 20), () -> null);
            }
        }).when(losses).evaluate(any(LossEntry.class), any());
        try (Admission.Admitted other = admission.open(() -> "other", () -> false)) {
            other.require(14 << 20);
            StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class,
                    () -> GRPCInferenceServiceGrpc.newBlockingStub(client.channel())
                            .withDeadlineAfter(1, TimeUnit.MINUTES)
                            .modelInfer(zeros(1)));
            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(refusal.getStatus().getDescription()).startsWith("The request needs about ");
            assertThat(Objects.requireNonNull(refusal.getTrailers()).get(Metadata.Key.of("grpc-retry-pushback-ms",
                    Metadata.ASCII_STRING_MARSHALLER))).matches("\\d+");
        }
    }
}
