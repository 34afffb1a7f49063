/** The Open Inference Protocol, version 2, over HTTP: every loss is a model. */
@NullMarked
package dev.nabla.web.inference;

import org.jspecify.annotations.NullMarked;
