// Lists of items in the order of their scores, each with the relevance that it should be ranked by.

import { short, toNumber } from "./numbers.js";

const { h } = preact;

const rowsOf = tensor => Array.isArray(tensor[0]) ? tensor.flatMap(rowsOf) : [tensor.map(toNumber)];

/** Props: predictions, the scores; targets, the relevances; gradient, or nothing. */
export function RankedLists({ predictions, targets, gradient }) {
  const [scores, relevances, slopes] = [predictions, targets, gradient].map(tensor => tensor && rowsOf(tensor));
  return h("div", { class: "ranked" }, scores.map((row, list) =>
    h(RankedList, { name: scores.length > 1 ? `List ${list}, as it is ranked` : "As it is ranked", scores: row,
      relevances: relevances?.[list], slopes: slopes?.[list] })));
}

function RankedList({ name, scores, relevances, slopes }) {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const most = Math.max(1, ...relevances ?? []);
  return h("figure", null, h("figcaption", null, name),
    h("ol", null, order.map(i => h("li", null,
      h("span", { class: "name" }, `item ${i}`),
      relevances ? h("svg", { viewBox: "0 0 100 12", role: "img", "aria-label": `relevance ${short(relevances[i])}` },
        h("rect", { class: "probability", width: Math.max(1, 100 * relevances[i] / most), height: 12, rx: 2 })) : null,
      slopes ? h("span", { class: "move", title: "where its score moves by descent" },
        slopes[i] < 0 ? "▲ " : slopes[i] > 0 ? "▼ " : "", short(Math.abs(slopes[i]))) : null))));
}
