/** Answers requests: looks the loss up, binds what was sent, evaluates and measures. */
@NullMarked
package dev.nabla.service;

import org.jspecify.annotations.NullMarked;
