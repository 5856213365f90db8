// What Netlify does with a deployed folder, as its documents say: the edge function answers for its paths, and what it
// passes on, like everything else, is answered from the files: with types by the endings of names, and with what the
// rules of _headers say, the last that says something of a header being right. `deno run --allow-net --allow-read THIS
// SITE TYPES`, where TYPES has lines of a type and its endings
const [site, typesFile] = Deno.args;
const types = new Map();
for (const line of Deno.readTextFileSync(typesFile).split("\n").filter((line) => !line.startsWith("#"))) {
  const [type, ...endings] = line.split(" ");
  endings.forEach((ending) => types.has(ending) && /[/+](html|xml)$/.test(types.get(ending)) || types.set(ending, type));
}
const rules = [];
for (const line of Deno.readTextFileSync(`${site}/_headers`).split("\n").filter(Boolean)) {
  if (line.startsWith(" ")) {
    const [, name, value] = /^\s+([^:]+):\s*(.*)$/.exec(line);
    rules[rules.length - 1].headers.push([name, value]);
  } else {
    const escaped = line.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
    rules.push({ path: new RegExp(`^${escaped.replace(/\*/g, ".*").replace(/:\w+/g, "[^/]+")}$`), headers: [] });
  }
}

function type(name) {
  const ending = /\.([^./]+)$/.exec(name)?.[1].toLowerCase();
  const known = types.get(ending) ?? "application/octet-stream";
  return known === "text/html" ? "text/html; charset=utf-8" : known;
}

function ruled(path, response) {
  for (const rule of rules.filter((rule) => rule.path.test(path))) {
    rule.headers.forEach(([name, value]) => response.headers.set(name, value));
  }
  return response;
}
const edge = await import(`file://${site}/-/host/edge-functions/registry.js`);
const patterns = edge.config.path.map((pathname) => new URLPattern({ pathname }));

async function file(request) {
  const path = decodeURIComponent(new URL(request.url).pathname);
  for (const name of path.endsWith("/") ? [`${path}index.html`] : [path]) {
    try {
      const bytes = await Deno.readFile(site + name);
      const body = request.method === "HEAD" ? null : bytes;
      return ruled(path, new Response(body, { headers: { "Content-Type": type(name) } }));
    } catch (e) {
      if (!(e instanceof Deno.errors.NotFound || e instanceof Deno.errors.IsADirectory)) {
        throw e;
      }
    }
  }
  const page = await Deno.readFile(`${site}/404.html`);
  return ruled(path, new Response(page, { status: 404, headers: { "Content-Type": "text/html; charset=utf-8" } }));
}

Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen: ({ port }) => console.log(`Ready on http://127.0.0.1:${port}`) },
  (request) =>
    patterns.some((pattern) => pattern.test(request.url))
      ? edge.default(request, { next: (passed) => file(passed ?? request) })
      : file(request),
);
