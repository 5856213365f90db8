// What Netlify does with a deployed folder, as its documents say: the edge function answers for its paths, and what it
// passes on, like everything else, is answered from the files. `deno run --allow-net --allow-read THIS SITE`
const site = Deno.args[0];
const edge = await import(`file://${site}/-/host/edge-functions/registry.js`);
const patterns = edge.config.path.map((pathname) => new URLPattern({ pathname }));

async function file(request) {
  const path = decodeURIComponent(new URL(request.url).pathname);
  for (const name of path.endsWith("/") ? [`${path}index.html`] : [path]) {
    try {
      const bytes = await Deno.readFile(site + name);
      return new Response(request.method === "HEAD" ? null : bytes, {
        headers: { "Content-Type": name.endsWith(".html") ? "text/html; charset=utf-8" : "application/octet-stream" },
      });
    } catch (e) {
      if (!(e instanceof Deno.errors.NotFound || e instanceof Deno.errors.IsADirectory)) {
        throw e;
      }
    }
  }
  const page = await Deno.readFile(`${site}/404.html`);
  return new Response(page, { status: 404, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen: ({ port }) => console.log(`Ready on http://127.0.0.1:${port}`) },
  (request) =>
    patterns.some((pattern) => pattern.test(request.url))
      ? edge.default(request, { next: (passed) => file(passed ?? request) })
      : file(request),
);
