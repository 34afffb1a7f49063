// The request that made a view and its answer: as JSON to edit, and as programs to copy.

import { Problem, root } from "./client.js";
import { languages, pretty } from "./snippets.js";

const { Component, h } = preact;

/**
 * Props: path (of the call), request, answer (its text), problem, operation (its anchor in Swagger UI), and onEdit, which is told
 * of a request that was edited; without it and an answer the panel only shows.
 */
export class RequestPanel extends Component {
  state = { tab: "JSON", draft: null, mistake: null };

  edit = event => {
    const draft = event.target.value;
    try {
      this.setState({ draft, mistake: null });
      this.props.onEdit(JSON.parse(draft));
    } catch (mistake) {
      this.setState({ draft, mistake: mistake.message });
    }
  };

  copy = async text => {
    await navigator.clipboard.writeText(text);
    this.setState({ copied: true });
    setTimeout(() => this.setState({ copied: false }), 1500);
  };

  render({ path, request, answer, problem, operation }, { tab, draft, mistake, copied }) {
    const body = pretty(request);
    const text = tab === "JSON" ? draft ?? body : languages[tab](new URL(path, root).href, body);
    return h("section", { class: "request", "aria-label": "The request and its answer" },
      h("div", { class: "tabs", role: "tablist" },
        ["JSON", ...Object.keys(languages)].map(name => h("button", {
          role: "tab", type: "button", "aria-selected": name === tab ? "true" : "false",
          onClick: () => this.setState({ tab: name, draft: null, mistake: null })
        }, name))),
      h("p", { class: "call" }, h("code", null, "POST /" + path),
        h("button", { type: "button", class: "copy", onClick: () => this.copy(text) }, copied ? "copied" : "copy")),
      tab === "JSON" && this.props.onEdit
        ? h("textarea", { class: "code", spellcheck: false, "aria-label": "Request body", rows: rows(text), value: text,
          onFocus: () => this.setState({ draft: body }), onInput: this.edit,
          onBlur: () => mistake === null && this.setState({ draft: null }) })
        : h("pre", { class: "code", tabindex: 0, "aria-label": "The call in " + tab }, text),
      mistake === null ? h(Faults, { problem }) : h("p", { class: "fault", role: "alert" }, mistake),
      answer === undefined ? null : [h("p", { class: "call" }, "Answer"),
        h("pre", { class: "code answer", tabindex: 0, "aria-label": "Answer" }, answer)],
      operation ? h("p", null, h("a", { href: new URL("swagger-ui/index.html#/" + operation, root) }, "Open in Swagger UI")) : null);
  }
}

const rows = text => Math.min(16, text.split("\n").length + 1);

/** What is wrong with a request, each with its place in it. */
export function Faults({ problem }) {
  if (!problem) {
    return null;
  }
  const faults = problem instanceof Problem && problem.errors.length ? problem.errors : [{ detail: problem.message }];
  return h("ul", { class: "fault", role: "alert" }, faults.map(fault =>
    h("li", null, fault.pointer ? h("code", null, fault.pointer) : null, " ", fault.detail)));
}
