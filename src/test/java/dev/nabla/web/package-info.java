@NullMarked
package dev.nabla.web;

import org.jspecify.annotations.NullMarked;
