// The parameters of a network.

/** Layers with the parameters that training has answered, named layers.0.weight. */
export const withParameters = (layers, parameters) => layers.map((layer, i) =>
  Object.fromEntries(Object.entries(layer).map(([name, value]) => [name, parameters[`layers.${i}.${name}`] ?? value])));
