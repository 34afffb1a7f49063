
// Swagger UI filters by tag only. This plugin searches the tag, path and summary of each operation, and the names of losses:
// ids, aliases and those of other libraries, whatever their case, separators, module and suffix Loss, as ?q= of /v1/losses does.
function Search() {
  const key = name => name.toLowerCase().replace(/[^a-z0-9]/g, "").replace(/(.)loss$/, "$1");
  const keys = name => [key(name), key(name.slice(name.lastIndexOf(".") + 1))].filter(text => text);
  const names = call => [call.get("path").split("/").pop(), ...call.getIn(["operation", "x-aliases"], []),
    ...call.getIn(["operation", "x-equivalents"], [])];
  const text = (call, tag) => [tag, call.get("path"), call.getIn(["operation", "summary"]), ...names(call)]
    .join(" ").toLowerCase();
  const matches = (call, tag, phrase) => text(call, tag).includes(phrase.toLowerCase())
    || names(call).some(name => keys(phrase).some(part => key(name).includes(part)));
  return {
    statePlugins: {
      layout: {
        wrapActions: {
          // Families are collapsed at first; what a search leaves is shown.
          updateFilter: (original, system) => phrase => {
            if (phrase) {
              system.specSelectors.taggedOperations().keySeq()
                .forEach(tag => system.layoutActions.show(["operations-tag", tag], true));
            }
            return original(phrase);
          }
        }
      }
    },
    fn: {
      opsFilter: (tags, phrase) => tags
        .map((tag, name) => tag.update("operations", calls => calls.filter(call => matches(call, name, phrase))))
        .filter(tag => !tag.get("operations").isEmpty())
    }
  };
}

Search.setPlaceholder = () => {
  document.querySelector(".operation-filter-input").placeholder = "Search by loss, alias or family";
};
