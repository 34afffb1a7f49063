

// Typesets the formulas of an operation when it is opened.
function typesetFormulas() {
  const typeset = () => document.querySelectorAll("#swagger-ui pre:not(.typeset) > code.language-tex").forEach(code => {
    const block = code.parentElement;
    block.classList.add("typeset");
    katex.render(code.textContent, block, { displayMode: true, throwOnError: false });
  });
  new MutationObserver(typeset).observe(document.getElementById("swagger-ui"), { childList: true, subtree: true });
}
