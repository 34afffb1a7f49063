// Formulas in TeX, typeset, and numbers in them.

import { short, toNumber } from "./numbers.js";
import { unwatch, watch } from "./scrollers.js";

const { Component, createRef, h } = preact;

/** Props: text, in TeX; display, whether it stands on a line of its own. */
export class Tex extends Component {
  #element = createRef();

  componentDidMount() {
    const { text, display = true } = this.props;
    katex.render(text, this.#element.current, { displayMode: display, throwOnError: false });
    watch(this.#element.current);
  }

  componentWillUnmount() {
    unwatch(this.#element.current);
  }

  componentDidUpdate(before) {
    if (before.text !== this.props.text) {
      this.componentDidMount();
    }
  }

  render({ display = true }) {
    return h(display ? "div" : "span", { ref: this.#element, class: display ? "tex" : "" });
  }
}

const MOST = 6;

/** A number, vector or matrix; large ones are cut. */
export function texOf(tensor) {
  if (!Array.isArray(tensor)) {
    return number(tensor);
  }
  const rows = (Array.isArray(tensor[0]) ? tensor : [tensor]).map(row => cut(row.map(number), "\\cdots").join(" & "));
  return `\\begin{bmatrix} ${cut(rows, "\\vdots").join(" \\\\ ")} \\end{bmatrix}`;
}

const cut = (parts, dots) => parts.length > MOST ? [...parts.slice(0, MOST - 1), dots] : parts;

const number = value => Number.isFinite(toNumber(value))
  ? short(value).replace("−", "-").replace(/e\+?(-?\d+)/, " \\cdot 10^{$1}")
  : short(value).replace("∞", "\\infty").replace("−", "-").replace("NaN", "\\text{NaN}");
