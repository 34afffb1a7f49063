package dev.nabla.tensor;

/** Tells what each field of a request holds. */
@FunctionalInterface
public interface FieldKinds {

    FieldKind of(String name);
}
