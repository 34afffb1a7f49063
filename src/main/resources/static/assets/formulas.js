for (const formula of document.querySelectorAll(".math")) {
  katex.render(formula.textContent, formula, { displayMode: true, throwOnError: false });
}
