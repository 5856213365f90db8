// SPDX-License-Identifier: 0BSD
// Made by registry-maven-plugin; made again by each registry:site.
//
// Serves the reading part of the OCI distribution specification from the files of a static site. Of each repository it
// reads one note, /-/host/v2/<repository>/-.tsv, whose lines are
//   manifests <reference> <media type> <digest>   a manifest that is in the site
//   bytes     <digest>    <size>                  a blob that is in the site
//   blobs     <digest>    <url>                   a blob that is elsewhere
//   blobs     *           <base>                  where all other blobs are: <base>/<algorithm>/<hex>
// separated by tabs. No line is parsed that is not asked for, so a note may have many thousands.

const NAME = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const DIGEST = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const ROUTE = /^\/v2\/(.+)\/(manifests|blobs|referrers|tags)\/([^/]+)$/;

const INDEX = "application/vnd.oci.image.index.v1+json";
// some edges compress what they think is text, and clients compare digests with what arrives
const FOR_EVER = "@IMMUTABLE@, no-transform";
const SHORTLY = "@SHORT@, no-transform";

// A part of a file is cut from the whole, which is in memory for it, once for each such request: Cloudflare gives 128 MB
// to all requests together, Netlify 512 MB. Blobs of more than 8 MiB are sent whole and as they come, as a server may.
const MAX_CUT = 8 * 1024 * 1024;

// seconds after which what failed may be there again
const PAUSE = "5";

/**
 * Responds to one request below /v2.
 *
 * site.note(path), site.file(path) and site.manifest(name, reference, digest) fetch files of the site; site.stream(body,
 * size) is a body whose length is known.
 */
async function answer(request, site) {
  let reply;
  try {
    reply = await content(request, site);
  } catch (e) {
    reply = refused(e);
  }
  return completed(reply);
}

/** A response to what went wrong. */
function refused(e) {
  return e instanceof Refusal ? e.reply() : new Refusal(500, "UNKNOWN", "the registry's program failed").reply();
}

/** The response with the headers that each has. */
function completed(reply) {
  reply.headers.set("Docker-Distribution-Api-Version", "registry/2.0");
  reply.headers.set("X-Content-Type-Options", "nosniff");
  reply.headers.set("Content-Security-Policy", "@INERT@");
  reply.headers.set("Access-Control-Allow-Origin", "*");
  reply.headers.set(
    "Access-Control-Expose-Headers",
    "Accept-Ranges, Content-Length, Content-Range, Docker-Content-Digest, ETag, Link, Location, OCI-Filters-Applied",
  );
  return reply;
}

/**
 * A response with one of the specification's error codes, or of those that it lets a registry add. Some clients print its
 * detail behind the message, even an empty one, and others drop it, so that the message names the subject.
 */
class Refusal extends Error {
  constructor(status, code, message, subject, headers) {
    super(message.includes(subject ?? "") ? message : `${subject}: ${message}`);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  reply() {
    const body = json({ errors: [{ code: this.code, message: this.message }] });
    const reply = whole("GET", 200, "application/json", new TextEncoder().encode(body), "no-store", this.headers);
    return new Response(reply.body, { status: this.status, headers: reply.headers });
  }
}

/**
 * The content of a file of the site, or undefined where it does not exist. Only 404 means that: a failure must not
 * be reported to clients as an image without a signature.
 *
 * UNAVAILABLE is the code that the most common registry (distribution) sends with 503, and clients understand it.
 */
async function held(file, read) {
  let after = null;
  try {
    const answer = await file;
    if (answer.status === 200) {
      return await read(answer);
    }
    if (answer.status === 404) {
      return undefined;
    }
    after = answer.headers.get("Retry-After");
  } catch {
    // a failed request counts as a failed response
  }
  throw new Refusal(503, "UNAVAILABLE", "reading the site failed; try again", "", { "Retry-After": after ?? PAUSE });
}

/** JSON without markup, as the files of the site have it: some of what it says is from the request. */
const json = (value) =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );

const text = (answer) => answer.text();
const bytes = async (answer) => new Uint8Array(await answer.arrayBuffer());
const stream = (answer) => answer.body;

async function content(request, site) {
  const method = request.method;
  if (method === "OPTIONS") {
    return new Response(null, {
      status: 204,
      headers: {
        "Allow": "GET, HEAD",
        "Access-Control-Allow-Methods": "GET, HEAD",
        "Access-Control-Allow-Headers": "Accept, Authorization, If-None-Match, If-Range, Range",
        "Access-Control-Max-Age": "86400",
      },
    });
  }
  if (method !== "GET" && method !== "HEAD") {
    const reply = new Refusal(405, "UNSUPPORTED", "this registry is made from files and can only be read", method).reply();
    reply.headers.set("Allow", "GET, HEAD");
    return reply;
  }
  const url = new URL(request.url);
  const path = decoded(url.pathname);
  if (path === "/v2" || path === "/v2/") {
    return whole(method, 200, "application/json", new TextEncoder().encode("{}"), SHORTLY);
  }
  if (path === "/v2/_catalog") {
    return list(method, url, await held(site.file(path), text), "repositories", { repositories: [] });
  }
  const route = ROUTE.exec(path);
  if (!route || (route[2] === "tags" && route[3] !== "list")) {
    throw new Refusal(404, "UNSUPPORTED", "a registry has nothing at this path", path);
  }
  const [, name, kind, last] = route;
  if (name.length > 255 || !NAME.test(name)) {
    throw new Refusal(400, "NAME_INVALID", "this is not the name of a repository", name);
  }
  const digest = DIGEST.test(last);
  if (!digest && (kind === "blobs" || kind === "referrers" || last.includes(":"))) {
    throw new Refusal(400, "DIGEST_INVALID", "this is not a digest", last);
  }
  if (kind === "manifests" && !digest && !TAG.test(last)) {
    throw new Refusal(404, "MANIFEST_UNKNOWN", "this is not a tag, so nothing has it", last);
  }
  const note = await noteOf(site, name);
  switch (kind) {
    case "manifests":
      return manifest(request, site, note, name, last);
    case "blobs":
      return blob(request, site, note, name, last);
    case "referrers":
      return referrers(method, url, await held(site.file(path), bytes));
    default:
      return list(method, url, await held(site.file(path), text), "tags", { name, tags: [] });
  }
}

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Refusal(400, "NAME_INVALID", "the path holds no name", "");
  }
}

async function noteOf(site, name) {
  const note = await held(site.note(`/-/host/v2/${name}/-.tsv`), text);
  if (note === undefined) {
    throw new Refusal(404, "NAME_UNKNOWN", `this registry has no repository ${name}`, name);
  }
  return "\n" + note;
}

/** What a note has on something, or undefined. */
function noted(note, kind, key) {
  const start = `\n${kind}\t${key}\t`;
  const at = note.indexOf(start);
  return at < 0 ? undefined : note.slice(at + start.length, note.indexOf("\n", at + start.length)).split("\t");
}

async function manifest(request, site, note, name, reference) {
  const found = noted(note, "manifests", reference);
  if (!found) {
    throw new Refusal(404, "MANIFEST_UNKNOWN", `repository ${name} has no ${reference}`, reference);
  }
  const [type, digest] = found;
  const headers = { "Docker-Content-Digest": digest, "ETag": `"${digest}"` };
  const kept = reference.includes(":") ? FOR_EVER : SHORTLY;
  if (isKnown(request, digest)) {
    return new Response(null, { status: 304, headers: { ...headers, "Cache-Control": kept } });
  }
  const file = await held(site.manifest(name, reference, digest), bytes);
  if (file === undefined) {
    throw new Refusal(500, "UNKNOWN", "the site is broken: a manifest is missing. Deploy it again", reference);
  }
  return whole(request.method, 200, type, file, kept, headers);
}

async function blob(request, site, note, name, digest) {
  const headers = { "Docker-Content-Digest": digest, "Cache-Control": FOR_EVER };
  const here = noted(note, "bytes", digest);
  if (here) {
    headers["ETag"] = `"${digest}"`;
    if (isKnown(request, digest)) {
      return new Response(null, { status: 304, headers });
    }
    const size = Number(here[0]);
    const cut = size <= MAX_CUT;
    const parts = cut && request.method === "GET" && isUnchanged(request, digest);
    const range = parts ? part(request.headers.get("Range"), size) : undefined;
    if (range && range.first >= range.end) {
      const reply = new Refusal(416, "UNSUPPORTED", `the blob has ${size} bytes, none of them in this range`, digest).reply();
      reply.headers.set("Content-Range", `bytes */${size}`);
      return reply;
    }
    headers["Accept-Ranges"] = cut ? "bytes" : "none";
    headers["Content-Type"] = "application/octet-stream";
    headers["Content-Length"] = here[0];
    if (request.method === "HEAD") {
      return new Response(null, { headers });
    }
    const file = await held(site.file(`/v2/${name}/blobs/${digest}`), range ? bytes : stream);
    if (file === undefined) {
      throw new Refusal(500, "UNKNOWN", "the site is broken: a blob is missing. Deploy it again", digest);
    }
    if (range) {
      headers["Content-Length"] = String(range.end - range.first);
      headers["Content-Range"] = `bytes ${range.first}-${range.end - 1}/${size}`;
      return new Response(file.subarray(range.first, range.end), { status: 206, headers });
    }
    return new Response(site.stream(file, size), { headers });
  }
  const own = noted(note, "blobs", digest);
  const all = own ? undefined : noted(note, "blobs", "*");
  if (!own && !all) {
    throw new Refusal(404, "BLOB_UNKNOWN", `repository ${name} has no ${digest}`, digest);
  }
  headers["Location"] = own ? own[0] : `${all[0]}/${digest.replace(":", "/")}`;
  // a store may move
  headers["Cache-Control"] = SHORTLY;
  return new Response(null, { status: 307, headers });
}

/** The one range that is requested; undefined where there is none, or what is none, or several. */
function part(header, size) {
  const range = /^bytes=([0-9]*)-([0-9]*)$/.exec(header ?? "");
  if (!range || (range[1] === "" && range[2] === "")) {
    return undefined;
  }
  if (range[1] === "") {
    return { first: Math.max(0, size - Number(range[2])), end: size };
  }
  const first = Number(range[1]);
  if (range[2] !== "" && Number(range[2]) < first) {
    return undefined;
  }
  return { first, end: range[2] === "" ? size : Math.min(Number(range[2]) + 1, size) };
}

async function referrers(method, url, file) {
  // a plus is a plus in a URI, and a blank only in forms; no media type has a blank
  const wanted = url.searchParams.get("artifactType")?.replaceAll(" ", "+");
  let index = { schemaVersion: 2, mediaType: INDEX, manifests: [] };
  if (file !== undefined) {
    if (!wanted) {
      return whole(method, 200, INDEX, file, SHORTLY);
    }
    index = JSON.parse(new TextDecoder().decode(file));
    index.manifests = index.manifests.filter((manifest) => manifest.artifactType === wanted);
  }
  const filters = wanted ? { "OCI-Filters-Applied": "artifactType" } : {};
  return whole(method, 200, INDEX, new TextEncoder().encode(json(index)), SHORTLY, filters);
}

/** The whole list, or the part of it that n and last select. */
async function list(method, url, file, key, empty) {
  const n = url.searchParams.get("n");
  const last = url.searchParams.get("last") ?? "";
  if (n !== null && !/^[0-9]+$/.test(n)) {
    throw new Refusal(400, "UNSUPPORTED", "n must be a number of entries, 0 or more", n);
  }
  const all = file === undefined ? empty : JSON.parse(file);
  // sorted by their bytes, which are ASCII
  const after = all[key].filter((entry) => entry > last);
  const most = n === null ? after.length : Number(n);
  const page = after.slice(0, most);
  const headers = {};
  if (page.length > 0 && page.length < after.length) {
    const next = new URLSearchParams({ n, last: page[page.length - 1] });
    headers["Link"] = `<${url.pathname}?${next}>; rel="next"`;
  }
  const cut = new TextEncoder().encode(json({ ...all, [key]: page }));
  return whole(method, 200, "application/json", cut, SHORTLY, headers);
}

function isKnown(request, digest) {
  const tags = (request.headers.get("If-None-Match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(`"${digest}"`);
}

/**
 * Whether a part may be sent to a client that has another part: of this version, by its strong tag. A date never is one,
 * since no response has any (RFC 9110, section 13.1.5).
 */
function isUnchanged(request, digest) {
  const version = request.headers.get("If-Range");
  return version === null || version.trim() === `"${digest}"`;
}

/**
 * Responds to a request of Singularity's library API with a file of the site, unless it has the image for another
 * architecture than the one that is asked for: clients trust the response.
 *
 * image(path) fetches the file that describes the image, file() the one that is asked for.
 */
async function library(request, image, file) {
  const url = new URL(request.url);
  const wanted = url.searchParams.get("arch");
  try {
    const found = wanted ? await held(image(url.pathname.replace(/^\/v1\/[^/]*/, "/v1/images")), text) : undefined;
    const known = found === undefined ? undefined : JSON.parse(found).data?.arch;
    if (known && known !== wanted) {
      throw new Refusal(404, "MANIFEST_UNKNOWN", `this image is for ${known}, and not for ${wanted}`, wanted);
    }
  } catch (e) {
    return completed(refused(e));
  }
  return file();
}

/** A response with its length, which clients require of HEAD too. */
function whole(method, status, type, body, kept, more) {
  return new Response(method === "HEAD" ? null : body, {
    status,
    headers: { "Content-Type": type, "Content-Length": String(body.length), "Cache-Control": kept, ...more },
  });
}
