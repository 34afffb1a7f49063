package dev.nabla.web.access;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * A log of all requests.
 *
 * @param enabled whether each request is logged
 */
@ConfigurationProperties("nabla.access-log")
record AccessLogProperties(boolean enabled) {}
