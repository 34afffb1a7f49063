package dev.nabla.trial;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** A long test that cannot be tried in part: it runs where all is tried, see {@link Trials}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "dev.nabla.trial.Trials#areAll", disabledReason = "only with CI=true or by name")
public @interface Thorough {}
