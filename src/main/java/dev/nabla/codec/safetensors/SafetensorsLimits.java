package dev.nabla.codec.safetensors;

import dev.nabla.codec.json.JsonLimits;

/**
 * Limits for requests as safetensors.
 *
 * @param header the maximum size of the header in bytes
 * @param json the limits of the header, and of JSON in its metadata
 */
public record SafetensorsLimits(int header, JsonLimits json) {

    public static final SafetensorsLimits DEFAULT = new SafetensorsLimits(1 << 20, JsonLimits.DEFAULT);

    public SafetensorsLimits {
        if (header < 2) {
            throw new IllegalArgumentException("the limit of the header must be at least 2 bytes, got " + header);
        }
    }
}
