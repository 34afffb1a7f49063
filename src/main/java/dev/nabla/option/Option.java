package dev.nabla.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a component of a loss, an option, means and which values it takes. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

    /** What the option does. */
    String value();

    /** The numbers that it takes, in the notation of {@link Domain#parse}; by default any finite number. */
    String within() default "(-inf, inf)";

    /** Whether it must be set. The no-argument constructor has some value for it all the same. */
    boolean required() default false;

    /** The name on the wire where it is not the component's name in snake_case. */
    String name() default "";
}
