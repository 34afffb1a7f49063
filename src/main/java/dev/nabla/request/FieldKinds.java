package dev.nabla.request;

/** Tells what each field of a request holds. */
@FunctionalInterface
public interface FieldKinds {

    FieldKind of(String name);
}
