
export default {
  fetch(request, environment) {
    // Pages serves x.html at x and redirects the other way, so no file that a tag may be named after is requested
    const file = (path) => environment.ASSETS.fetch(new Request(new URL(path, request.url)));
    return answer(request, {
      note: file,
      file,
      manifest: (name, reference, digest) =>
        file(`/v2/${name}/manifests/${/^sha(256|512)-/.test(reference) ? reference : digest}`),
      stream: (body, size) => body.pipeThrough(new FixedLengthStream(size)),
    });
  },
};
