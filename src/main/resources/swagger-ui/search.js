
// Swagger UI filters by tag only. This plugin searches the tag, path, summary and aliases of each operation.
function Search() {
  const searchText = (call, tag) => [tag, call.get("path"), call.getIn(["operation", "summary"]),
    ...call.getIn(["operation", "x-aliases"], [])].join(" ").toLowerCase();
  return {
    fn: {
      opsFilter: (tags, phrase) => tags
        .map((tag, name) => tag.update("operations",
          calls => calls.filter(call => searchText(call, name).includes(phrase.toLowerCase()))))
        .filter(tag => !tag.get("operations").isEmpty())
    }
  };
}

Search.setPlaceholder = () => {
  document.querySelector(".operation-filter-input").placeholder = "Search by loss, alias or family";
};
