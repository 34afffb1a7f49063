package dev.nabla.web.connection;

import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Gives probes and metrics platform threads of their own, if they have a port of their own: virtual threads would wait for cores
 * behind those of requests.
 */
@Conditional(ManagementThreads.InChild.class)
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementThreads {

    private static final int THREADS = 4;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> platformThreads() {
        return factory -> factory.addProtocolHandlerCustomizers(handler -> {
            if (handler instanceof AbstractProtocol<?> protocol) {
                protocol.setExecutor(null);
                protocol.setMinSpareThreads(1);
                protocol.setMaxThreads(THREADS);
            }
        });
    }

    /** The scan for components finds this class in the context of the service too. */
    static final class InChild implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getBeanFactory() != null && context.getBeanFactory().getParentBeanFactory() != null;
        }
    }
}
