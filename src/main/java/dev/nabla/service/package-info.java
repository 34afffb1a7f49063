/** Answers requests: looks up the loss, binds the fields, evaluates, and records metrics. */
@NullMarked
package dev.nabla.service;

import org.jspecify.annotations.NullMarked;
