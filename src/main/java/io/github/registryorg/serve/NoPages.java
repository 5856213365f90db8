package io.github.registryorg.serve;

/** What a registry without a site has outside {@code /v2}. */
final class NoPages implements PageEndpoint {

    @Override
    public Response respond(Request request, Authority address) {
        return notFound();
    }

    @Override
    public Response notFound() {
        return SitePages.text(
                404,
                "This is a registry without pages: make a site (registry:site), and serve it with"
                        + " -Dregistry.site.");
    }
}
