package dev.nabla.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a record component as an option: what it does, and which values it allows. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

    /** What the option does. */
    String value();

    /** The allowed numbers, in the notation of {@link Domain#parse}; any finite number by default. */
    String within() default "(-inf, inf)";

    /** Whether requests must set it. The no-argument constructor then sets some valid value. */
    boolean required() default false;

    /** The name on the wire, if it is not the component's name in snake_case. */
    String name() default "";
}
