package dev.nabla.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.nabla.grpc.protocol.InferParameter;
import dev.nabla.grpc.protocol.InferTensorContents;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.grpc.protocol.ModelInferResponse;
import dev.nabla.grpc.protocol.ModelInferResponse.InferOutputTensor;
import dev.nabla.grpc.protocol.ModelMetadataRequest;
import dev.nabla.grpc.protocol.ModelMetadataResponse;
import dev.nabla.grpc.protocol.ModelReadyRequest;
import dev.nabla.grpc.protocol.ServerLiveRequest;
import dev.nabla.grpc.protocol.ServerMetadataRequest;
import dev.nabla.grpc.protocol.ServerReadyRequest;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/** Calls by the stub that is generated from the protocol's file. Expected numbers are worked by hand: d = [0, 0, -2]. */
@GrpcTest
class GrpcInferTests {

    @Autowired
    GrpcClient client;

    @Autowired
    ApplicationContext context;

    private GRPCInferenceServiceBlockingStub service;

    @BeforeEach
    void connect() {
        service = GRPCInferenceServiceGrpc.newBlockingStub(client.channel()).withDeadlineAfter(1, TimeUnit.MINUTES);
    }

    private static List<String> names(ModelInferResponse response) {
        return response.getOutputsList().stream().map(InferOutputTensor::getName).toList();
    }

    @Test
    void inferWhenContentsAreTypedShouldAnswerTypedContents() {
        ModelInferResponse response = service.modelInfer(Messages.mse().build());
        assertThat(response.getModelName()).isEqualTo("mse");
        assertThat(response.getModelVersion()).isEqualTo("1");
        assertThat(response.getId()).isEqualTo("42");
        assertThat(names(response)).containsExactly("loss", "gradient");
        assertThat(response.getOutputs(0).getDatatype()).isEqualTo("FP64");
        assertThat(response.getOutputs(0).getShapeList()).isEmpty();
        assertThat(response.getOutputs(0).getContents().getFp64ContentsList()).containsExactly(4.0 / 3);
        assertThat(response.getOutputs(1).getShapeList()).containsExactly(3L);
        assertThat(response.getOutputs(1).getContents().getFp64ContentsList()).containsExactly(0.0, 0.0, -4.0 / 3);
        assertThat(response.getRawOutputContentsList()).isEmpty();
    }

    @Test
    void inferWhenContentsAreRawShouldAnswerRawContents() {
        ModelInferResponse response = service.modelInfer(Messages.rawMse().build());
        assertThat(response.getRawOutputContentsList()).containsExactly(Messages.raw(4.0 / 3),
                Messages.raw(0, 0, -4.0 / 3));
        assertThat(response.getOutputsList()).noneMatch(InferOutputTensor::hasContents);
    }

    /** Large contents are read where they have arrived, in hundreds of buffers. */
    @Test
    void inferWhenRawContentsAreLargeShouldAnswerAllOfThem() {
        double[] numbers = IntStream.range(0, 100_000).mapToDouble(i -> i).toArray();
        InferParameter none = InferParameter.newBuilder().setStringParam("none").build();
        for (int i = 0; i < 3; i++) {
            ModelInferResponse response = service.modelInfer(ModelInferRequest.newBuilder().setModelName("l1")
                    .addInputs(Messages.input("predictions", "FP64", numbers.length))
                    .addInputs(Messages.input("targets", "FP64", numbers.length)).putParameters("reduction", none)
                    .addRawInputContents(Messages.raw(numbers))
                    .addRawInputContents(Messages.raw(new double[numbers.length])).build());
            assertThat(response.getRawOutputContents(0)).isEqualTo(Messages.raw(numbers));
        }
    }

    @Test
    void inferWhenAParameterSaysSoShouldAnswerTheOtherContents() {
        InferParameter no = InferParameter.newBuilder().setBoolParam(false).build();
        assertThat(service.modelInfer(Messages.rawMse().putParameters("binary_data_output", no).build())
                .getOutputs(0).getContents().getFp64ContentsList()).containsExactly(4.0 / 3);
    }

    @Test
    void inferWhenOutputsAreNamedShouldAnswerThemInOrder() {
        ModelInferResponse response = service.modelInfer(Messages.mse().addOutputs(Messages.output("hessian_diagonal"))
                .addOutputs(Messages.output("gradient.targets")).build());
        assertThat(names(response)).containsExactly("hessian_diagonal", "gradient.targets");
        assertThat(response.getOutputs(0).getContents().getFp64ContentsList()).containsExactly(2.0 / 3, 2.0 / 3,
                2.0 / 3);
        assertThat(response.getOutputs(1).getContents().getFp64ContentsList()).containsExactly(0.0, 0.0, 4.0 / 3);
    }

    // huber of d = -2: delta (2 - delta/2), gradient -delta
    @Test
    void inferWhenParametersAreOptionsShouldUseThem() {
        ModelInferRequest.Builder huber = Messages.mse().setModelName("huber").putParameters("reduction",
                Messages.text("sum"));
        assertThat(service.modelInfer(huber.putParameters("delta", InferParameter.newBuilder().setInt64Param(1).build())
                .build()).getOutputs(0).getContents().getFp64ContentsList()).containsExactly(1.5);
        assertThat(service.modelInfer(huber
                .putParameters("delta", InferParameter.newBuilder().setDoubleParam(0.5).build()).build()).getOutputs(0)
                .getContents().getFp64ContentsList()).containsExactly(0.875);
        assertThat(service.modelInfer(huber
                .putParameters("delta", InferParameter.newBuilder().setUint64Param(1).build())
                .putParameters("wrt", Messages.text("targets")).build()).getOutputs(1).getName())
                .isEqualTo("gradient.targets");
    }

    @Test
    void inferWhenDatatypeIsFp32ShouldAnswerInIt() {
        ModelInferResponse response = service.modelInfer(ModelInferRequest.newBuilder().setModelName("l1")
                .addInputs(Messages.input("predictions", "FP32", 2)
                        .setContents(InferTensorContents.newBuilder().addFp32Contents(0.1f).addFp32Contents(2)))
                .addInputs(Messages.doubles("targets", 0, 0)).putParameters("reduction", Messages.text("none"))
                .build());
        assertThat(response.getOutputs(0).getDatatype()).isEqualTo("FP32");
        assertThat(response.getOutputs(0).getContents().getFp32ContentsList()).containsExactly(0.1f, 2f);
    }

    // cross entropy of two equal logits is log 2
    @Test
    void inferWhenContentsAreIntegersOrBooleansShouldReadThem() {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("cross_entropy")
                .addInputs(Messages.input("predictions", "FP64", 2, 2).setContents(Messages.contents(0, 0, 5, 7)))
                .addInputs(Messages.input("targets", "INT32", 2)
                        .setContents(InferTensorContents.newBuilder().addIntContents(1).addIntContents(0)))
                .addInputs(Messages.input("mask", "BOOL", 2)
                        .setContents(InferTensorContents.newBuilder().addBoolContents(true).addBoolContents(false)));
        assertThat(service.modelInfer(request.build()).getOutputs(0).getContents().getFp64ContentsList())
                .containsExactly(0.6931471805599453);
        request.setInputs(1, Messages.input("targets", "INT64", 2)
                .setContents(InferTensorContents.newBuilder().addInt64Contents(1).addInt64Contents(0)));
        request.setInputs(2, Messages.input("mask", "UINT8", 2)
                .setContents(InferTensorContents.newBuilder().addUintContents(1).addUintContents(0)));
        assertThat(service.modelInfer(request.build()).getOutputs(0).getContents().getFp64ContentsList())
                .containsExactly(0.6931471805599453);
    }

    @Test
    void serverShouldBeLiveAndReadyAndSayWhatItIs() {
        assertThat(service.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
        assertThat(service.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
        assertThat(service.serverMetadata(ServerMetadataRequest.getDefaultInstance()).getName()).isEqualTo("nabla");
        assertThat(service.modelReady(ModelReadyRequest.newBuilder().setName("mae").setVersion("1").build()).getReady())
                .isTrue();
    }

    @Test
    void modelWhenDescribedShouldListInputsAndOutputs() {
        ModelMetadataResponse model = service.modelMetadata(ModelMetadataRequest.newBuilder().setName("mae").build());
        assertThat(model.getName()).isEqualTo("l1");
        assertThat(model.getVersionsList()).containsExactly("1");
        assertThat(model.getPlatform()).isEqualTo("nabla");
        assertThat(model.getInputs(0).getName()).isEqualTo("predictions");
        assertThat(model.getInputs(0).getDatatype()).isEqualTo("FP64");
        assertThat(model.getInputs(0).getShapeList()).containsExactly(-1L);
        assertThat(model.getOutputsList()).extracting(output -> output.getName()).contains("loss", "gradient");
    }

    @Test
    void healthShouldFollowReadiness() {
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(client.channel());
        for (String name : new String[]{"", "inference.GRPCInferenceService"}) {
            assertThat(health.check(HealthCheckRequest.newBuilder().setService(name).build()).getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        }
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                    .isEqualTo(ServingStatus.NOT_SERVING);
            assertThat(service.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isFalse();
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void reflectionShouldListTheServices() {
        CompletableFuture<List<String>> services = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> requests = ServerReflectionGrpc.newStub(client.channel())
                .serverReflectionInfo(new StreamObserver<>() {

                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        services.complete(response.getListServicesResponse().getServiceList().stream()
                                .map(ServiceResponse::getName).toList());
                    }

                    @Override
                    public void onError(Throwable error) {
                        services.completeExceptionally(error);
                    }

                    @Override
                    public void onCompleted() {}
                });
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        assertThat(services.orTimeout(1, TimeUnit.MINUTES).join()).contains("inference.GRPCInferenceService",
                "grpc.health.v1.Health");
        requests.onCompleted();
    }
}
