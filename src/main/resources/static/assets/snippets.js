// A request as a program, in the languages that people call the service from.

const indent = (text, spaces) => text.split("\n").join("\n" + " ".repeat(spaces));

/** A text in single quotes of a shell. */
const quoted = text => "'" + text.replaceAll("'", "'\\''") + "'";

export const languages = {
  curl: (url, body) => `curl -s ${url} \\\n  -H 'content-type: application/json' \\\n  -d ${quoted(body)}\n`,

  Python: (url, body) => `import json, urllib.request

body = json.loads(${JSON.stringify(body)})
request = urllib.request.Request("${url}", json.dumps(body).encode(),
                                 {"content-type": "application/json"})
print(urllib.request.urlopen(request).read().decode())
`,

  Java: (url, body) => `import java.net.URI;
import java.net.http.*;

class Call {
    public static void main(String[] args) throws Exception {
        var body = """
                ${indent(body.replaceAll("\\", "\\\\").replaceAll('"""', '\\"""'), 16)}""";
        var request = HttpRequest.newBuilder(URI.create("${url}"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        System.out.println(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
`,

  JavaScript: (url, body) => `const response = await fetch("${url}", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(${indent(body, 2)})
});
console.log(await response.text());
`,

  Go: (url, body) => `package main

import (
	"io"
	"net/http"
	"os"
	"strings"
)

func main() {
	body := ${JSON.stringify(body)}
	response, err := http.Post("${url}", "application/json", strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	io.Copy(os.Stdout, response.Body)
}
`
};

/** A JSON text with a member a line and tensors in one. */
export function pretty(value) {
  const members = Object.entries(value).map(([name, member]) => `  ${JSON.stringify(name)}: ${inline(member)}`);
  return members.length ? `{\n${members.join(",\n")}\n}` : "{}";
}

function inline(value) {
  if (Array.isArray(value)) {
    return "[" + value.map(inline).join(", ") + "]";
  }
  return value !== null && typeof value === "object"
    ? "{" + Object.entries(value).map(([name, member]) => JSON.stringify(name) + ": " + inline(member)).join(", ") + "}"
    : JSON.stringify(value);
}
