package dev.nabla.web.stream;

import dev.nabla.service.admission.Admission;
import dev.nabla.service.telemetry.StreamMetrics;
import dev.nabla.web.body.BodyLimit;
import org.springframework.stereotype.Component;

/** What all streams have in common. */
@Component
record StreamContext(Admission admission, BodyLimit limit, StreamMetrics metrics, OpenStreams streams) {}
