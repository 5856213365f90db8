package io.github.registryorg.fuzz;

import io.github.registryorg.check.CheckParsers;
import io.github.registryorg.event.EventParsers;
import io.github.registryorg.git.GitParsers;
import io.github.registryorg.metadata.MetadataParsers;
import io.github.registryorg.oci.ContentParsers;
import io.github.registryorg.page.PageParsers;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.TextWriters;
import io.github.registryorg.signature.SignatureParsers;
import io.github.registryorg.verdict.VerdictParsers;
import java.util.Locale;

/** A parser of what strangers write: it returns or throws a {@link RegistryException} that can be printed, nothing else. */
enum FuzzTarget {
    FRONT_MATTER(MetadataParsers::frontMatter),
    SETTINGS(MetadataParsers::settings),
    NOTE(MetadataParsers::note),
    PATHS(MetadataParsers::paths),
    SVG(MetadataParsers::svg),
    MANIFEST(ContentParsers::manifest),
    CONFIG(ContentParsers::config),
    JSON(ContentParsers::json),
    NAMES(ContentParsers::names),
    MARKDOWN(PageParsers::markdown),
    EVENT(EventParsers::event),
    VERDICT(VerdictParsers::verdict),
    CACHE(CheckParsers::cache),
    LAYER(CheckParsers::layer),
    SIMPLE_SIGNING(SignatureParsers::simpleSigning),
    SIGSTORE_BUNDLE(SignatureParsers::sigstoreBundle),
    NOTARY_JWS(SignatureParsers::notaryJws),
    NOTARY_COSE(SignatureParsers::notaryCose),
    GIT_DIRECTORY(GitParsers::directory),
    TEXT(TextWriters::text);

    /** Reads an input. */
    private interface Parser {
        void parse(byte[] input) throws Exception;
    }

    private final Parser parser;

    FuzzTarget(Parser parser) {
        this.parser = parser;
    }

    /** As in {@code front-matter}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FuzzTarget of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Fails where a parser does anything but return or refuse the input in words for people. */
    void run(byte[] input) throws Exception {
        try {
            parser.parse(input);
        } catch (RegistryException refused) {
            for (Problem problem : refused.problems()) {
                if (!problem.code().isUserError()
                        || problem.toString().codePoints().anyMatch(Character::isISOControl)) {
                    throw new AssertionError("a refusal that is not one for people: " + problem.code(), refused);
                }
            }
        }
    }
}
