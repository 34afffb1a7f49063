package dev.nabla.web.v1;

/**
 * An example of a request in the OpenAPI document.
 *
 * @param name what it shows
 * @param body the body, in JSON
 */
public record BodyExample(String name, String body) {}
