
export default (request, context) =>
  answer(request, {
    note: (path) => fetch(new URL(path, request.url)),
    // the file at the requested address; a response to HEAD has no body to count
    file: () => context.next(new Request(request.url)),
    manifest: () => context.next(new Request(request.url)),
    stream: (body) => body,
  });

export const config = { path: ["/v2", "/v2/*"] };
