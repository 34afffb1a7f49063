/** Who may call the service: API keys and JSON Web Tokens. There are no beans of it unless it is configured. */
@NullMarked
package dev.nabla.web.security;

import org.jspecify.annotations.NullMarked;
