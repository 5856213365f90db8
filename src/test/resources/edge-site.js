// Runs what hosts with a program at their edge are given, on a site whose files can fail. SETTING is JSON: which files
// the site has, and what is asked; a file is {text}, {mebibytes}, {status}, {lost} (no answer) or {broken} (no end).
// `node THIS cloudflare-pages|netlify MODULE SETTING`
const fs = require("fs");
const path = require("path");

const [, , host, program, setting] = process.argv;
const { files, method, asked, headers } = JSON.parse(fs.readFileSync(setting, "utf8"));
const MEBIBYTE = 1024 * 1024;
let sent = 0;

async function file(request) {
  const known = files[decodeURIComponent(new URL(request.url ?? request).pathname)] ?? { status: 404 };
  if (known.lost) {
    throw new TypeError("network connection lost");
  }
  if (known.status) {
    return new Response("<html>", { status: known.status, headers: known.headers });
  }
  if (known.text !== undefined) {
    return new Response(known.text);
  }
  const body = new ReadableStream({
    pull(controller) {
      if (known.broken) {
        controller.error(new TypeError("network connection lost"));
      } else if (sent === known.mebibytes) {
        controller.close();
      } else {
        sent++;
        controller.enqueue(new Uint8Array(MEBIBYTE));
      }
    },
  });
  return new Response(body);
}

(async () => {
  // what the runtime of Cloudflare has beyond the web's standards
  globalThis.FixedLengthStream = class extends TransformStream {
    constructor() {
      super();
    }
  };
  globalThis.fetch = file;
  const copy = path.join(path.dirname(setting), "program.mjs");
  fs.copyFileSync(program, copy);
  const edge = await import(copy);
  const request = new Request(`https://registry.example${asked}`, { method, headers });
  const answer = await (host === "netlify"
    ? edge.default(request, { next: (passed) => file(passed) })
    : edge.default.fetch(request, { ASSETS: { fetch: file } }));
  const early = sent;
  const body = Buffer.from(await answer.arrayBuffer());
  const said = { status: answer.status, headers: Object.fromEntries(answer.headers), length: body.length, early };
  process.stdout.write(JSON.stringify({ ...said, body: body.subarray(0, 1000).toString() }));
})();
