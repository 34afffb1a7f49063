// What a page shows, in the fragment of its address: a link reproduces the view, and may be as long as a request.

const numbers = ["from", "to", "at", "stop"];
const shown = [...numbers, "tour"];

export function readView() {
  const query = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const view = { request: null, compare: (query.get("compare") ?? "").split(",").filter(Boolean) };
  numbers.filter(name => query.has(name)).forEach(name => view[name] = Number(query.get(name)));
  if (query.has("tour")) {
    view.tour = query.get("tour");
  }
  try {
    view.request = JSON.parse(query.get("request"));
  } catch {
    // a link that was cut short shows the page as it begins
  }
  return view;
}

let waiting = null;

/** Writes at most a few times a second: browsers refuse more. */
export function writeView({ request, compare, ...others }) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const query = new URLSearchParams();
    if (request) {
      query.set("request", JSON.stringify(request));
    }
    if (compare?.length) {
      query.set("compare", compare.join(","));
    }
    Object.entries(others).filter(([name, value]) => value !== undefined && shown.includes(name)).forEach(([name, value]) => query.set(name, value));
    history.replaceState(null, "", "#" + query);
  }, 150);
}
