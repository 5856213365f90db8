
export default {
  fetch(request, environment) {
    // Pages serves x.html at x and redirects the other way, so no file that a tag may be named after is requested
    const file = (path) => environment.ASSETS.fetch(new Request(new URL(path, request.url)));
    if (new URL(request.url).pathname.startsWith("/v1/")) {
      // what is redirected can't be looked at, and is left to the response itself
      const described = async (path) => {
        const found = await file(path);
        return found.status >= 300 && found.status < 400 ? new Response(null, { status: 404 }) : found;
      };
      return library(request, described, () => environment.ASSETS.fetch(request));
    }
    return answer(request, {
      note: file,
      file,
      manifest: (name, reference, digest) =>
        file(`/v2/${name}/manifests/${/^sha(256|512)-/.test(reference) ? reference : digest}`),
      stream: (body, size) => body.pipeThrough(new FixedLengthStream(size)),
    });
  },
};
