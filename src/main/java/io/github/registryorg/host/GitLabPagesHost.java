package io.github.registryorg.host;

import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * GitLab Pages, which types files by the ends of their names, and without one by their first bytes, as browsers once did.
 * Its rules for redirects are not used: a rule can't divide {@code sha256:} from what follows, so each blob would need
 * one of its own, and GitLab takes 1,000.
 */
final class GitLabPagesHost implements Host {

    /** GitLab.com's; the administrator of another GitLab sets another. */
    private static final long MAX_BYTES = 1024L * 1024 * 1024;

    private static final long MAX_FILES = 200_000;

    @Override
    public String name() {
        return "gitlab-pages";
    }

    @Override
    public HostCapabilities capabilities() {
        return new HostCapabilities(
                EnumSet.of(HostAbility.NOT_FOUND, HostAbility.HEAD_LENGTHS, HostAbility.CORS),
                Map.of(Limit.SITE_BYTES, MAX_BYTES, Limit.FILES, MAX_FILES));
    }

    /** It needs no file: there is none with which it could be told anything. */
    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {}
}
