// Paths are relative to the page, so that they hold under any prefix.
window.onload = () => {
  typesetFormulas();
  window.ui = SwaggerUIBundle({
    url: "../v3/api-docs",
    dom_id: "#swagger-ui",
    plugins: [Search],
    layout: "BaseLayout",
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: -1,
    filter: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    validatorUrl: "",
    onComplete: Search.setPlaceholder
  });
};

