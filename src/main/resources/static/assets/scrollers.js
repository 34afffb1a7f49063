// What scrolls can be reached by the keyboard; what does not is no stop on its way.

const watched = new Set();

const look = element => element.scrollWidth > element.clientWidth ? element.tabIndex = 0 : element.removeAttribute("tabindex");

const sizes = new ResizeObserver(entries => entries.forEach(({ target }) => look(target)));

/** Watches an element; again, after its content has changed. */
export function watch(element) {
  watched.add(element);
  sizes.unobserve(element);
  sizes.observe(element);
}

export function unwatch(element) {
  watched.delete(element);
  sizes.unobserve(element);
}

document.fonts.addEventListener("loadingdone", () => watched.forEach(look));
document.querySelectorAll("pre, table, div.math").forEach(watch);
