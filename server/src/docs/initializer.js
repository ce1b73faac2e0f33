// Starts Swagger UI, with the documents of `urls`, which the server writes above this.

// Another document is another page, and a step in the browser's history. Swagger UI would load it into this one, where it
// finds what belongs to others: credentials are known by the security scheme's name, what was typed by path and method,
// and two APIs may have these in common.
document.addEventListener("change", (event) => {
  const chooser = event.target;
  if (chooser.id !== "select") return;
  event.stopPropagation();
  const { name } = urls.find(({ url }) => url === chooser.value);
  // Whoever comes back to this page finds it as it was.
  chooser.value = window.ui.specSelectors.url();
  window.location.assign(`?${new URLSearchParams({ "urls.primaryName": name })}`);
}, { capture: true });

// What may be left out begins with its default or empty. Swagger UI would fill in the example, and a list that is
// filtered by every example at once is empty. The example goes where one can read it, to the end of the description.
const examplesAreRead = () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (original) => (spec) => {
          const places = Object.values(spec?.paths ?? {}).flatMap((item) => [item, ...Object.values(item)]);
          for (const parameter of places.flatMap(({ parameters }) => parameters ?? [])) {
            const { required, example, description = "", schema } = parameter;
            if (required || example === undefined) continue;
            parameter.example = schema?.default ?? (Array.isArray(example) ? [] : "");
            if (String(example) === String(parameter.example)) continue;
            const shown = [example].flat().map((value) => `\`${value}\``).join(", ");
            parameter.description = `${description}\n\nExample: ${shown}`;
          }
          return original(spec);
        },
      },
    },
  },
});

// A format that only one API has is a text like any other to type in. Swagger UI would look for a field made for it, and warn
// that it has none.
const ownFormatsAreText = () => ({
  wrapComponents: {
    JsonSchema_array: (Original, { React, specSelectors }) => (props) => {
      const own = specSelectors.specJson().get("x-formats");
      const getComponent = (name, ...rest) => {
        const isOwn = own?.has(name.replace(/^JsonSchema_string_/, ""));
        return props.getComponent(isOwn ? "JsonSchema_string" : name, ...rest);
      };
      return React.createElement(Original, { ...props, getComponent });
    },
  },
});

window.ui = SwaggerUIBundle({
  urls,
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  plugins: [examplesAreRead, ownFormatsAreText],
  layout: "StandaloneLayout",
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: false,
  requestSnippetsEnabled: true,
  tryItOutEnabled: true,
  // It would send the documents to another host.
  validatorUrl: null,
});
