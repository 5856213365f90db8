package io.github.registryorg.site;

import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.Content;
import io.github.registryorg.client.GradeNotes;
import io.github.registryorg.client.PullTemplate;
import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.PullCommand;
import io.github.registryorg.page.RecipeLink;
import io.github.registryorg.page.SettingView;
import io.github.registryorg.page.Shown;
import io.github.registryorg.page.Signatures;
import io.github.registryorg.page.TagComparison;
import io.github.registryorg.page.TagFacts;
import io.github.registryorg.page.TagPageView;
import io.github.registryorg.page.WebLink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tags of one repository → what their pages show. For one thread. */
final class TagPageContent {

    private static final int MAX_ANNOTATIONS = 60;
    private static final int MAX_FILES = 60;

    private final Repository repository;
    private final TagNeighbours neighbours;
    private final PlatformDetails platforms;
    private final TagReferrers referrers;
    private final TagContents contents;
    private final Function<TagRecord, List<PullTemplate>> templates;
    private final Function<TagRecord, List<String>> instead;
    private final SiteLocation location;
    private final Map<Tag, Digest> served;

    /**
     * @param contents what clients find of a tag
     * @param templates the commands that pull a tag
     * @param instead what a reader can do where there are none
     * @param served the digests that tags name on the site
     */
    TagPageContent(
            Repository repository,
            TagNeighbours neighbours,
            PlatformDetails platforms,
            TagReferrers referrers,
            TagContents contents,
            Function<TagRecord, List<PullTemplate>> templates,
            Function<TagRecord, List<String>> instead,
            SiteLocation location,
            Map<Tag, Digest> served) {
        this.repository = repository;
        this.neighbours = neighbours;
        this.platforms = platforms;
        this.referrers = referrers;
        this.contents = contents;
        this.templates = templates;
        this.instead = instead;
        this.location = location;
        this.served = served;
    }

    TagPageView view(String registryTitle, TagRecord record) {
        return record instanceof OciTag tag ? view(registryTitle, tag) : view(registryTitle, (LegacyTag) record);
    }

    private TagPageView view(String registryTitle, OciTag tag) {
        RawManifest root = repository.manifest(tag.digest()).orElseThrow();
        PlatformDetails.Platforms parts = platforms.of(root);
        TagReferrers.Attached attached = referrers.of(root, parts.compared().items());
        Content content = contents.of(tag);
        List<PullTemplate> pulls = templates.apply(tag);
        Digest digest = served.getOrDefault(tag.tag(), tag.digest());
        return new TagPageView(
                registryTitle,
                repository.name(),
                tag.tag(),
                digest.toString(),
                digest.equals(tag.digest()) ? null : tag.digest().toString(),
                repository.yankedReason(tag),
                repository.page().deprecated(),
                repository.page().successor(),
                neighbours.aliases(tag),
                facts(tag, content.kind()),
                GradeNotes.of(location, content),
                commands(pulls, template -> Optional.of(template.byTag(tag.tag()))),
                commands(pulls, template -> template.byDigest(tag.tag(), digest)),
                pulls.isEmpty() ? instead.apply(tag) : List.of(),
                parts.shown(),
                attached.views(),
                attached.signatures(),
                annotations(root),
                neighbours
                        .before(tag)
                        .flatMap(before -> comparison(before, parts))
                        .orElse(null),
                neighbours.others(tag),
                Shown.none(),
                Shown.none(),
                tag.frontMatter().body());
    }

    private TagPageView view(String registryTitle, LegacyTag tag) {
        Content content = contents.of(tag);
        List<PullTemplate> pulls = templates.apply(tag);
        return new TagPageView(
                registryTitle,
                repository.name(),
                tag.tag(),
                tag.digest(),
                null,
                null,
                repository.page().deprecated(),
                repository.page().successor(),
                Shown.none(),
                facts(tag),
                GradeNotes.of(location, content),
                commands(pulls, template -> Optional.of(template.byTag(tag.tag()))),
                List.of(),
                pulls.isEmpty() ? instead.apply(tag) : List.of(),
                Shown.none(),
                Shown.none(),
                Signatures.NONE,
                Shown.none(),
                null,
                List.of(),
                Shown.first(
                        tag.layers().stream()
                                .flatMap(layer -> WebLink.tryParse(layer.url()).stream())
                                .toList(),
                        MAX_FILES),
                Shown.first(
                        repository.recipes(tag).stream()
                                .map(recipe -> new RecipeLink(
                                        recipe, TagRows.recipePath(repository.name(), tag.tag(), recipe)))
                                .toList(),
                        MAX_FILES),
                tag.frontMatter().body());
    }

    private TagFacts facts(OciTag tag, Content.Kind kind) {
        WebLink source = Stream.of(tag.source(), repository.page().source())
                .flatMap(text -> WebLink.tryParse(text).stream())
                .findFirst()
                .orElse(null);
        return new TagFacts(
                kind,
                tag.size(),
                tag.version(),
                tag.revision(),
                RevisionLink.of(source, tag.ownRevision()).orElse(null),
                tag.revision() != null && tag.ownRevision() == null,
                source,
                tag.published(),
                TagRows.age(tag.created()),
                tag.ownCreated() == null);
    }

    private TagFacts facts(LegacyTag tag) {
        @Nullable Long size = tag.size().number().isPresent() ? (Long) tag.size().number().getAsLong() : null;
        return new TagFacts(
                Content.Kind.LEGACY,
                size,
                null,
                null,
                null,
                false,
                WebLink.tryParse(repository.page().source()).orElse(null),
                null,
                null,
                false);
    }

    private static List<PullCommand> commands(
            List<PullTemplate> templates, Function<PullTemplate, Optional<ClientCommand>> filled) {
        return templates.stream()
                .flatMap(template -> filled.apply(template).stream()
                        .map(command -> new PullCommand(template.title(), command.command())))
                .toList();
    }

    private static Shown<SettingView> annotations(RawManifest root) {
        return Shown.first(PlatformDetails.settings(root.manifest().annotations()), MAX_ANNOTATIONS);
    }

    private Optional<TagComparison> comparison(OciTag before, PlatformDetails.Platforms now) {
        return repository
                .manifest(before.digest())
                .map(root -> TagComparison.of(
                        neighbours.link(before.tag()),
                        platforms.of(root).compared(),
                        now.compared(),
                        platforms::content));
    }
}
