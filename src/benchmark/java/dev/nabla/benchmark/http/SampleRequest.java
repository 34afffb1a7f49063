package dev.nabla.benchmark.http;

import java.util.Map;

/**
 * A request to a loss.
 *
 * @param dtype that the body's tensors are stored in, which is in the path where a type is bound to it
 */
record SampleRequest(String loss, String dtype, byte[] body) {

    static final String JSON = "application/json";
    static final String SAFETENSORS = "application/vnd.safetensors";

    /** The headers that name a media type for request and answer. */
    static Map<String, String> mediaType(String mediaType) {
        return Map.of("Content-Type", mediaType, "Accept", mediaType);
    }

    static SampleRequest few() {
        return new SampleRequest("mse", "float64", RequestBodies.few());
    }

    static SampleRequest batch() {
        return new SampleRequest("cross_entropy", "float32", RequestBodies.batch());
    }

    /** As safetensors. */
    static SampleRequest vocabulary() {
        return new SampleRequest("cross_entropy", "float32", RequestBodies.vocabulary());
    }

    static SampleRequest many() {
        return new SampleRequest("mse", "float32", RequestBodies.many());
    }
}
