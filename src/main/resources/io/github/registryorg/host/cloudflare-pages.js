
export default {
  fetch(request, environment) {
    // Pages serves x.html at x and redirects the other way, so no file that a tag may be named after is requested
    const file = (path) => environment.ASSETS.fetch(new Request(new URL(path, request.url)));
    if (new URL(request.url).pathname.startsWith("/v1/")) {
      return library(request, file, () => environment.ASSETS.fetch(request));
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
