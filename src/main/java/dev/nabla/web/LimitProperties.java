package dev.nabla.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How far a request may go before it is refused.
 *
 * @param body bytes of a request body
 * @param nesting arrays and objects that may be open at once in a JSON body
 */
@ConfigurationProperties("nabla.limits")
public record LimitProperties(@DefaultValue("256MB") DataSize body, @DefaultValue("64") int nesting) {}
