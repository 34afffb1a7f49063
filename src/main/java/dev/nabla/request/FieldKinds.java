package dev.nabla.request;

/** The schema of a request or object: the kind of each field. */
@FunctionalInterface
public interface FieldKinds {

    FieldKind of(String name);
}
