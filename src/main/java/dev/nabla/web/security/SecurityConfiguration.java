package dev.nabla.web.security;

import dev.nabla.service.access.Callers;
import dev.nabla.service.access.Client;
import dev.nabla.web.access.RequestClient;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.DelegatingAuthenticationConverter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Who may do what. Health and documentation are for everyone; a path that is not named here needs {@link Scope#USE}. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnSecurityConfigured.class)
@EnableWebSecurity
class SecurityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    private static final String[] DOCUMENTATION = {"/", "/losses/**", "/migration", "/formulas", "/problems/**",
            "/assets/**",
            "/favicon.*", "/swagger-ui.html", "/swagger-ui/**", "/webjars/**", "/v3/api-docs/**", "/v3/api-docs.yaml"};

    private static final String INFERENCE_HEALTH = "/v2/health/*";

    @Bean
    ApiKeyStore apiKeyStore(ApiKeyProperties properties) {
        return new ApiKeyStore(properties);
    }

    @Bean
    SecuritySchemes securitySchemes(AcceptedCredentials accepted) {
        return new SecuritySchemes(accepted);
    }

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer issuerKeys() {
        return decoder -> decoder.restOperations(new IssuerKeys());
    }

    @Bean
    AcceptedCredentials acceptedCredentials(ApiKeyStore keys, ObjectProvider<JwtDecoder> tokens) {
        List<Credentials> accepted = new ArrayList<>();
        if (keys.size() > 0) {
            accepted.add(Credentials.API_KEY);
        }
        if (tokens.getIfAvailable() != null) {
            accepted.add(Credentials.TOKEN);
        }
        return new AcceptedCredentials(accepted);
    }

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, AcceptedCredentials accepted,
            ProviderManager clients, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        LOG.info("Security: every caller needs {}; health and documentation are public", accepted);
        SecurityProblems problems = new SecurityProblems(accepted, resolver);
        return http.csrf(AbstractHttpConfigurer::disable).headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable).requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD).permitAll()
                        .requestMatchers(EndpointRequest.to(HealthEndpoint.class)).permitAll()
                        .requestMatchers(EndpointRequest.toAnyEndpoint()).hasAuthority(Scope.METRICS.getAuthority())
                        .requestMatchers(DOCUMENTATION).permitAll()
                        .requestMatchers(INFERENCE_HEALTH).permitAll()
                        .anyRequest().hasAuthority(Scope.USE.getAuthority()))
                .exceptionHandling(exceptions -> exceptions.authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .addFilterBefore(authentication(accepted, clients, problems), AnonymousAuthenticationFilter.class)
                .build();
    }

    @Bean
    Callers callers(AcceptedCredentials accepted, ProviderManager clients) {
        return new HeaderCallers(accepted, clients);
    }

    /** Finds clients by their keys, and by the claims of their tokens. */
    @Bean
    ProviderManager authenticationManager(ApiKeyStore keys, ObjectProvider<JwtDecoder> tokens,
            ObjectProvider<JwtAuthenticationConverter> claims) {
        List<AuthenticationProvider> providers = new ArrayList<>(List.of(new ApiKeyAuthenticationProvider(keys)));
        tokens.ifAvailable(decoder -> {
            JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
            claims.ifAvailable(provider::setJwtAuthenticationConverter);
            providers.add(provider);
        });
        return new ProviderManager(providers);
    }

    private static AuthenticationFilter authentication(AcceptedCredentials accepted, ProviderManager clients,
            SecurityProblems problems) {
        AuthenticationFilter filter = new AuthenticationFilter(clients, new DelegatingAuthenticationConverter(
                accepted.list().stream().map(Credentials::converter).toList()));
        filter.setSuccessHandler((request, _, authentication) -> RequestClient.attach(client(authentication), request));
        filter.setFailureHandler(problems::commence);
        return filter;
    }

    static Client client(Authentication authentication) {
        String name = authentication.getName();
        return authentication instanceof ApiKeyAuthentication
                ? new Client(Client.Kind.API_KEY, name)
                : new Client(Client.Kind.TOKEN, name.isEmpty() ? "unknown" : name);
    }
}
