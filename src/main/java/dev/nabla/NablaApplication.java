package dev.nabla;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Losses and their gradients over HTTP. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class NablaApplication {

    public static void main(String[] args) {
        SpringApplication.run(NablaApplication.class, args);
    }
}
