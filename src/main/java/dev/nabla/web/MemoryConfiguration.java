package dev.nabla.web;

import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.DocumentKind;
import dev.nabla.service.admission.MemoryBudget;
import dev.nabla.service.admission.MessageLimit;
import dev.nabla.service.admission.WorkBudget;
import dev.nabla.service.telemetry.Tracing;
import dev.nabla.tensor.Storage;
import dev.nabla.web.connection.ConnectionProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The memory and the work that requests may take. */
@Configuration(proxyBeanMethods = false)
class MemoryConfiguration {

    @Bean
    MemoryBudget memoryBudget(LimitProperties limits, ConnectionProperties connections) {
        return new MemoryBudget(limits.memoryBytes(), connections.maxRequests(), limits.queueTimeout());
    }

    /** Pools arrays of 64 KiB and more, up to an eighth of the memory of all requests. */
    @Bean
    Storage storage(LimitProperties limits) {
        return new Storage(DataSize.ofKilobytes(64).toBytes(), limits.memoryBytes() / 8);
    }

    @Bean
    WorkBudget workBudget(LimitProperties limits) {
        return new WorkBudget(limits.time(), limits.queueTimeout());
    }

    @Bean
    Admission admission(MemoryBudget memory, WorkBudget work, Storage storage, Tracing tracing) {
        return new Admission(memory, work, storage, tracing);
    }

    /** A message may be as large as a body; what it takes on the way is about what a text takes. */
    @Bean
    MessageLimit messageLimit(LimitProperties limits, Admission admission) {
        return new MessageLimit(Math.min(limits.maxBodySize().toBytes(), admission.maxSize(DocumentKind.TEXT)));
    }
}
