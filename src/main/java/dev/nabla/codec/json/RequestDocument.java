package dev.nabla.codec.json;

import java.util.SequencedMap;

/**
 * A request as it was read.
 *
 * @param fields every field by name, in document order
 */
public record RequestDocument(SequencedMap<String, Field> fields) {}
