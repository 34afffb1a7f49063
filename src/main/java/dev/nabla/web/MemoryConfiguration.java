package dev.nabla.web;

import dev.nabla.service.MemoryBudget;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets the memory that requests may take. */
@Configuration(proxyBeanMethods = false)
class MemoryConfiguration {

    @Bean
    MemoryBudget memoryBudget(LimitProperties limits) {
        return new MemoryBudget(limits.memoryBytes(), limits.patience());
    }
}
