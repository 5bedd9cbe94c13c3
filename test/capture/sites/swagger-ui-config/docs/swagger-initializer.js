window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: "",
    dom_id: "#swagger-ui",
    layout: "StandaloneLayout",
    configUrl: "/api/swagger-config",
    validatorUrl: "",
  });
};
