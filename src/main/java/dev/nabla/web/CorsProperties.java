package dev.nabla.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages of other origins may call the service from a browser.
 *
 * @param allowedOrigins their origins, such as {@code https://example.org}, or {@code *} for all; by default none
 */
@ConfigurationProperties("nabla.cors")
record CorsProperties(@DefaultValue List<String> allowedOrigins) {}
