/** Who may call the service: API keys and JSON Web Tokens. Nothing of this is loaded unless it is configured. */
@NullMarked
package dev.nabla.web.security;

import org.jspecify.annotations.NullMarked;
