package dev.nabla.grpc;

import dev.nabla.codec.inference.InferenceFields;
import dev.nabla.codec.inference.InferenceRequest;
import dev.nabla.codec.inference.InferenceResponse;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.ModelMetadataRequest;
import dev.nabla.grpc.protocol.ModelMetadataResponse;
import dev.nabla.grpc.protocol.ModelMetadataResponse.TensorMetadata;
import dev.nabla.grpc.protocol.ModelReadyRequest;
import dev.nabla.grpc.protocol.ModelReadyResponse;
import dev.nabla.grpc.protocol.ServerLiveRequest;
import dev.nabla.grpc.protocol.ServerLiveResponse;
import dev.nabla.grpc.protocol.ServerMetadataRequest;
import dev.nabla.grpc.protocol.ServerMetadataResponse;
import dev.nabla.grpc.protocol.ServerReadyRequest;
import dev.nabla.grpc.protocol.ServerReadyResponse;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.DocumentKind;
import dev.nabla.service.inference.InferenceServer;
import dev.nabla.service.inference.InferenceService;
import dev.nabla.service.inference.InferenceService.Inference;
import dev.nabla.service.inference.Model;
import dev.nabla.service.inference.Model.TensorDescription;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;

/** Answers the calls of the protocol. Each runs on a thread of its own, which may wait. */
final class InferenceGrpcService extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {

    private final InferenceService models;
    private final Admission admission;
    private final InferenceServer server;

    InferenceGrpcService(InferenceService models, Admission admission, InferenceServer server) {
        this.models = models;
        this.admission = admission;
        this.server = server;
    }

    /** What answers a call. */
    @FunctionalInterface
    private interface Answering<T> {

        T answer() throws IOException;
    }

    private static <T> void answer(StreamObserver<T> client, Answering<T> answering) {
        T answer;
        try {
            answer = answering.answer();
        } catch (IOException | RuntimeException e) {
            client.onError(GrpcErrors.of(e));
            return;
        }
        client.onNext(answer);
        client.onCompleted();
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> client) {
        answer(client, () -> ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> client) {
        answer(client, () -> ServerReadyResponse.newBuilder().setReady(server.isReady()).build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> client) {
        answer(client, () -> {
            models.find(request.getName(), request.getVersion());
            return ModelReadyResponse.newBuilder().setReady(server.isReady()).build();
        });
    }

    @Override
    public void serverMetadata(ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> client) {
        answer(client, () -> ServerMetadataResponse.newBuilder().setName(server.name()).setVersion(server.version())
                .build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> client) {
        answer(client, () -> {
            Model model = models.find(request.getName(), request.getVersion());
            return ModelMetadataResponse.newBuilder().setName(model.name()).addVersions(Model.VERSION)
                    .setPlatform(Model.PLATFORM).addAllInputs(metadata(model.inputs()))
                    .addAllOutputs(metadata(model.outputs())).build();
        });
    }

    private static List<TensorMetadata> metadata(List<TensorDescription> tensors) {
        return tensors.stream().map(tensor -> TensorMetadata.newBuilder().setName(tensor.name())
                .setDatatype(tensor.datatype()).addAllShape(tensor.shape()).build()).toList();
    }

    /** Answers ModelInfer. The answer is written while its tensors are there. */
    void infer(InferMessage message, StreamObserver<InferAnswer> client) {
        Context call = Context.current();
        try (MessageMemory.Use _ = MessageMemory.of(call).use()) {
            models.find(message.head().getModelName(), message.head().getModelVersion());
            try (Admission.Admitted _ = admission.open(DocumentKind.TENSORS, () -> CallerInterceptor.caller(call),
                    call::isCancelled)) {
                client.onNext(InferMessageWriter.answer(response(message, call)));
            }
        } catch (IOException | RuntimeException e) {
            client.onError(GrpcErrors.of(e));
            return;
        }
        client.onCompleted();
    }

    private InferenceResponse response(InferMessage message, Context call) throws IOException {
        InferenceRequest request = new InferMessageReader(message).request();
        InferenceFields fields = new InferenceFields(request);
        try {
            Inference inference = models.infer(message.head().getModelName(),
                    message.head().getModelVersion(),
                    request.outputNames(), fields);
            InferenceResponse response = InferenceResponse.of(request, inference.model(), Model.VERSION,
                    inference.outputs());
            MessageMemory.of(call)
                    .require(response.outputs().stream().mapToLong(InferenceResponse.Output::bytes).sum());
            return response;
        } catch (InvalidRequestException e) {
            throw e.translated(fields::placed);
        }
    }
}
