package io.github.registryorg.metadata;

import java.util.Locale;

/** A rule about what may change and what may be there: a key of {@code rules} in {@code registry.yaml}. */
public sealed interface Rule {

    /** The key, as its documentation and messages name it. */
    String key();

    /** Which tags stay as they are. */
    enum ImmutableTags implements Rule {
        /** Those of full versions. */
        VERSIONS,
        ALL,
        NONE;

        /** The key of this rule. */
        public static final String KEY = "immutableTags";

        @Override
        public String key() {
            return KEY;
        }

        static ImmutableTags of(String value) {
            return valueOf(value.toUpperCase(Locale.ROOT));
        }
    }

    /** Who may do something. */
    enum Who {
        ANYONE,
        OWNERS,
        KEEPERS,
        NOBODY;

        static Who of(String value) {
            return valueOf(value.toUpperCase(Locale.ROOT));
        }
    }

    /** What only some may do. */
    enum Right implements Rule {
        /** To set, change or take back {@code removed} of a digest. */
        REMOVAL("removal", Who.KEEPERS),
        /** The same of {@code yanked}. */
        YANKING("yanking", Who.OWNERS),
        /** The same of a page's {@code deprecated} and {@code successor}. */
        DEPRECATION("deprecation", Who.OWNERS),
        /** To delete a tag that is not immutable. */
        TAG_DELETION("tagDeletion", Who.OWNERS),
        /** To move a tag back to an older image, with a reason. */
        ROLLBACK("rollback", Who.OWNERS),
        /** To take a location of blobs out of a page or a note. */
        LOCATION_REMOVAL("locationRemoval", Who.OWNERS),
        /** To add a repository or namespace whose name looks like another. */
        SIMILAR_NAMES("similarNames", Who.KEEPERS);

        private final String key;
        private final Who unasked;

        Right(String key, Who unasked) {
            this.key = key;
            this.unasked = unasked;
        }

        @Override
        public String key() {
            return key;
        }

        /** Who may where the registry doesn't say. */
        public Who unasked() {
            return unasked;
        }
    }

    /** Numbers that something may have at most. */
    enum Limit implements Rule {
        /** Bytes of a full pull. */
        IMAGE_SIZE("maxImageSize", 1L << 40),
        /** Layers of one manifest. */
        LAYERS("maxLayers", 1_000),
        /** Manifests that one index names. */
        INDEX_MANIFESTS("maxIndexManifests", 1_000),
        /** Indexes on the way to an image: 1 of an index that names images. */
        INDEX_DEPTH("maxIndexDepth", 3),
        /** Bases of a page or note, and URLs of one blob. */
        MIRRORS("maxMirrors", 8),
        /** Components of a repository's name. */
        NAME_DEPTH("maxNameDepth", 8),
        /** Bytes of a README.md, its front matter included. */
        PROSE("maxProse", 256 * 1024),
        /** Blobs that one contribution adds, each counted at each of its addresses. */
        NEW_BLOBS("maxNewBlobs", 20_000),
        /** Hosts at which one contribution adds blobs. */
        NEW_HOSTS("maxNewHosts", 100),
        /** Bytes of a blob up to which what a contribution adds is read and hashed. */
        HASH_UP_TO("hashUpTo", 64 * 1024 * 1024);

        private final String key;
        private final long unasked;

        Limit(String key, long unasked) {
            this.key = key;
            this.unasked = unasked;
        }

        @Override
        public String key() {
            return key;
        }

        /** The limit where the registry doesn't say. */
        public long unasked() {
            return unasked;
        }
    }

    /** Lists; empty where the registry doesn't say, which allows all and requires nothing. */
    enum Values implements Rule {
        /** Media types of manifests, configs and layers, and types of artifacts; with {@code *}. */
        ALLOWED_MEDIA_TYPES("allowedMediaTypes"),
        /** {@code os/architecture[/variant]}, with {@code *}. */
        ALLOWED_PLATFORMS("allowedPlatforms"),
        /** Bases below which addresses of blobs lie, beside those that the whole registry allows. */
        ALLOWED_STORES("allowedStores"),
        /** Host names of addresses of blobs, with {@code *}. */
        ALLOWED_HOSTS("allowedHosts"),
        /** Keys that the annotations or labels of a tagged image have. */
        REQUIRED_ANNOTATIONS("requiredAnnotations"),
        /** Keys that the front matter of a page has. */
        REQUIRED_PAGE_KEYS("requiredPageKeys"),
        /** Keys that the front matter of a tag has. */
        REQUIRED_TAG_KEYS("requiredTagKeys");

        private final String key;

        Values(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }
    }

    /** What is refused unless the registry says {@code true}. */
    enum Permission implements Rule {
        /** Addresses of blobs that begin with {@code http:}. */
        PLAIN_HTTP("plainHttp"),
        /** Indexes that name nothing, and are no referrers. */
        EMPTY_INDEXES("emptyIndexes"),
        /** New repositories with a page and nothing else. */
        EMPTY_REPOSITORIES("emptyRepositories"),
        /** Files with the executable bit. */
        EXECUTABLE_FILES("executableFiles"),
        /** Control characters, and those that change the direction of text. */
        HIDDEN_CHARACTERS("hiddenCharacters"),
        /** Referrers whose subject is not in their repository. */
        UNKNOWN_SUBJECTS("unknownSubjects"),
        /** A tag {@code latest} of a yanked image. */
        YANKED_LATEST("yankedLatest"),
        /**
         * Tags of the legacy format where rules are set that can't be held against them; allowed by default where none
         * of these is.
         */
        LEGACY_TAGS("legacyTags");

        private final String key;

        Permission(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }
    }
}
