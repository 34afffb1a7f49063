

// Typesets the formulas of an operation when it is opened: the blocks below these headings.
function typesetFormulas() {
  const headings = ["Loss", "Gradient", "Hessian diagonal"];
  const typeset = () => document.querySelectorAll(".opblock-description p + pre:not(.typeset)").forEach(block => {
    if (headings.includes(block.previousElementSibling.textContent)) {
      block.classList.add("typeset");
      katex.render(block.textContent, block, { displayMode: true, throwOnError: false });
    }
  });
  new MutationObserver(typeset).observe(document.getElementById("swagger-ui"), { childList: true, subtree: true });
}
