// Calls of the service that the page came from, under whatever prefix.

export const root = new URL("..", import.meta.url);

/** An error answer: a problem detail. */
export class Problem extends Error {
  constructor(body) {
    super(body.detail ?? body.title);
    this.errors = body.errors ?? [];
  }
}

export async function get(path, query = {}) {
  const url = new URL(path, root);
  Object.entries(query).forEach(([name, value]) => url.searchParams.set(name, value));
  return answer(await fetch(url, { headers: { accept: "application/json" } }));
}

/** Posts JSON and returns the answer with its text. */
export async function post(path, body) {
  const response = await fetch(new URL(path, root), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body)
  });
  return answer(response);
}

async function answer(response) {
  const text = await response.text();
  const body = JSON.parse(text);
  if (!response.ok) {
    throw new Problem(body);
  }
  return { body, text };
}

/** Runs one call at a time, and of those asked for meanwhile only the last: a drag floods nobody. */
export class Latest {
  #isRunning = false;
  #next = null;

  async run(call) {
    this.#next = call;
    if (this.#isRunning) {
      return;
    }
    this.#isRunning = true;
    try {
      while (this.#next) {
        const current = this.#next;
        this.#next = null;
        await current();
      }
    } finally {
      this.#isRunning = false;
    }
  }
}
