
export default (request, context) => {
  // without a query, this responds with the file
  if (new URL(request.url).pathname.startsWith("/v1/")) {
    return library(request, (path) => fetch(new URL(path, request.url)), () => context.next(request));
  }
  return answer(request, {
    note: (path) => fetch(new URL(path, request.url)),
    // the file at the requested address; a response to HEAD has no body to count
    file: () => context.next(new Request(request.url)),
    manifest: () => context.next(new Request(request.url)),
    stream: (body) => body,
  });
};

export const config = { path: ["/v2", "/v2/*", "/v1/images/*", "/v1/imagefile/*"] };
