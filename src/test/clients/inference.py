"""A gRPC client generated from open_inference_grpc.proto alone: inference.py HOST:PORT. Prints what it gets."""

import struct
import sys

import grpc
import open_inference_grpc_pb2 as protocol
import open_inference_grpc_pb2_grpc as services

with grpc.insecure_channel(sys.argv[1]) as channel:
    service = services.GRPCInferenceServiceStub(channel)
    assert service.ServerLive(protocol.ServerLiveRequest()).live
    assert service.ServerReady(protocol.ServerReadyRequest()).ready
    assert service.ModelReady(protocol.ModelReadyRequest(name="mse")).ready
    model = service.ModelMetadata(protocol.ModelMetadataRequest(name="mse"))
    print(model.name, [tensor.name for tensor in model.inputs[:2]])

    request = protocol.ModelInferRequest(model_name="mse", id="42")
    for name, values in (("predictions", [1, 2, 3]), ("targets", [1, 2, 5])):
        tensor = request.inputs.add(name=name, datatype="FP64", shape=[3])
        tensor.contents.fp64_contents.extend(values)
    response = service.ModelInfer(request)
    print(response.id, [(tensor.name, list(tensor.contents.fp64_contents)) for tensor in response.outputs])

    for tensor in request.inputs:
        request.raw_input_contents.append(struct.pack("<3d", *tensor.contents.fp64_contents))
        tensor.ClearField("contents")
    response = service.ModelInfer(request)
    print([struct.unpack("<%dd" % (len(raw) // 8), raw) for raw in response.raw_output_contents])

    try:
        service.ModelInfer(protocol.ModelInferRequest(model_name="msx"))
    except grpc.RpcError as error:
        print(error.code().name, error.details())
