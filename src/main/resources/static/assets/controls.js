// Sliders, switches and lists for the options of a loss and for its fixed inputs.

import { choices, interval, short } from "./numbers.js";

const { h } = preact;

/** The ends and the step of a slider over a domain. */
export function sliderRange(domain, value) {
  const { low, high, isOpenLow, isOpenHigh } = interval(domain, value) ?? { low: -Infinity, high: Infinity };
  const reach = Math.max(5, 2 * Math.abs(value ?? 0));
  const min = Number.isFinite(low) ? low : Number.isFinite(high) ? high - reach : -reach;
  const max = Number.isFinite(high) ? high : Number.isFinite(low) ? low + reach : reach;
  const step = 10 ** Math.floor(Math.log10((max - min) / 100));
  return {
    min: isOpenLow && Number.isFinite(low) ? min + step : min,
    max: isOpenHigh && Number.isFinite(high) ? max - step : max,
    step
  };
}

/** A slider with a field for the exact number. */
export function Slider({ label, title, value, domain, range, onChange }) {
  const { min, max, step } = range ?? sliderRange(domain, value);
  const id = "slider-" + label;
  const change = event => event.target.value !== "" && onChange(Number(event.target.value));
  return h("div", { class: "control", title },
    h("label", { for: id }, label),
    h("input", { id, type: "range", min: Math.min(min, value), max: Math.max(max, value), step, value, onInput: change }),
    h("input", { type: "number", step: "any", value, "aria-label": label + ", exactly", onChange: change }));
}

function Switch({ label, title, value, onChange }) {
  return h("div", { class: "control", title },
    h("label", null,
      h("input", { type: "checkbox", checked: value, onChange: event => onChange(event.target.checked) }), " ", label));
}

/** A list to choose from. */
export function Choice({ label, title, value, options, names = options, onChange }) {
  const id = "choice-" + label;
  return h("div", { class: "control", title },
    h("label", { for: id }, label),
    h("select", { id, onChange: event => onChange(options[event.target.selectedIndex]) },
      options.map((option, i) => h("option", { selected: option === value }, String(names[i])))));
}

/** The reduction of a request to a loss; onChange is told of another request. */
export const Reduction = ({ loss, request, onChange }) => h(Choice, { label: "reduction", value: request.reduction ?? "mean",
  options: loss.reductions, onChange: reduction => onChange({ ...request, reduction }) });

/** The value of an option in a request to a loss. */
export const valueOf = (option, loss, request) =>
  option.name in request ? request[option.name] : loss.presets[option.name] ?? option.default;

/** Controls for all options of a loss; onChange is told of another request. */
export const Options = ({ loss, request, onChange }) => loss.options.map(option => h(Option, {
  option, value: valueOf(option, loss, request), onChange: value => onChange({ ...request, [option.name]: value })
}));

/** A control for an option of a loss, as its description has it. */
function Option({ option, value, onChange }) {
  const { name: label, meaning: title, type } = option;
  const { nullable } = option;
  if (nullable) {
    return h("div", { class: "control-group" },
      h(Switch, { label: label + " = none", title, value: value === null,
        onChange: isNone => onChange(isNone ? null : someValue(option)) }),
      value === null ? null : h(Option, { option: { ...option, nullable: false }, value, onChange }));
  }
  switch (type) {
    case "boolean": return h(Switch, { label, title, value, onChange });
    case "string": return h(Choice, { label, title, value, options: option.choices, onChange });
    case "integer": return choices(option.range)
      ? h(Choice, { label, title, value, options: choices(option.range), onChange })
      : h(Slider, { label, title, value, range: { min: Math.min(-1, value), max: Math.max(10, value), step: 1 }, onChange });
    default: return h(Slider, { label, title, value, domain: option.range, onChange });
  }
}

/** A valid value of an option that has been none. */
function someValue({ type, range, default: initial }) {
  if (initial !== null) {
    return initial;
  }
  const { min, max, step } = sliderRange(range, 1);
  return type === "integer" ? 0 : Number((min + Math.round((max - min) / 2 / step) * step).toPrecision(6));
}

/** A control for an input that has one number: a target, a variance, a class. */
export function FixedInput({ input, value, onChange }) {
  const { name: label, meaning: title, domain } = input;
  const members = choices(domain);
  return members
    ? h(Choice, { label, title, value, options: members, names: members.map(value => short(value)), onChange })
    : h(Slider, { label, title, value, domain, onChange });
}
