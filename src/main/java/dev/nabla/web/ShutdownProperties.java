package dev.nabla.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the service ends.
 *
 * @param drain how long requests are still accepted after readiness has fallen
 */
@ConfigurationProperties("nabla.shutdown")
record ShutdownProperties(@DefaultValue("5s") Duration drain) {}
