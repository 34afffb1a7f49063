
// Swagger UI filters by tag alone. This plugin looks for the text in a call's path, tag, summary and aliases.
function Search() {
  const words = (call, tag) => [tag, call.get("path"), call.getIn(["operation", "summary"]),
    ...call.getIn(["operation", "x-aliases"], [])].join(" ").toLowerCase();
  return {
    fn: {
      opsFilter: (tags, phrase) => tags
        .map((tag, name) => tag.update("operations",
          calls => calls.filter(call => words(call, name).includes(phrase.toLowerCase()))))
        .filter(tag => !tag.get("operations").isEmpty())
    }
  };
}

Search.invite = () => {
  document.querySelector(".operation-filter-input").placeholder = "Search: a loss, its name elsewhere, a family";
};
