package dev.nabla;

import dev.nabla.evaluation.Evaluator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.micrometer.metrics.autoconfigure.task.TaskExecutorMetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;

/** Losses and their gradients over HTTP. */
@SpringBootApplication(
    proxyBeanMethods = false,
    exclude = {
            AopAutoConfiguration.class,
            ScheduledTasksObservationAutoConfiguration.class,
            TaskExecutionAutoConfiguration.class,
            TaskExecutorMetricsAutoConfiguration.class,
            TaskSchedulingAutoConfiguration.class,
            TomcatMetricsAutoConfiguration.class,
            WebMvcObservationAutoConfiguration.class})
@ConfigurationPropertiesScan
public class NablaApplication {

    public static void main(String[] args) {
        // Its module takes long to load, which the first request would wait for.
        Thread.ofPlatform().name("kernel").daemon().start(Evaluator::kernel);
        SpringApplication application = new SpringApplication(NablaApplication.class);
        application.addListeners(new GeneratedBeans());
        application.run(args);
    }
}
