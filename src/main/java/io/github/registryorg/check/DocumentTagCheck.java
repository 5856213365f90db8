package io.github.registryorg.check;

import io.github.registryorg.host.DocumentTags;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.problem.Problem;
import java.util.List;
import java.util.function.Consumer;

/** Tags whose manifests a host would serve as web pages. Of legacy tags, only our own JSON is served. */
final class DocumentTagCheck implements Check {

    private final List<Host> hosts;

    /** @param hosts that will serve the site */
    public DocumentTagCheck(List<Host> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        if (record instanceof OciTag tag) {
            hosts.stream()
                    .filter(host -> DocumentTags.isDocument(host, tag.tag()))
                    .map(host -> DocumentTags.refusal(host, repository.name().name(), tag.tag()))
                    .forEach(problem ->
                            problems.accept(problem.at(repository.layout().tag(tag.tag()))));
        }
    }
}
