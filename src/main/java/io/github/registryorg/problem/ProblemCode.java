package io.github.registryorg.problem;

/**
 * What kind of thing went wrong. The names of the OCI distribution specification ("Error Codes") where it has one; ours
 * otherwise.
 */
public enum ProblemCode {
    // the specification's
    BLOB_UNKNOWN,
    BLOB_UPLOAD_INVALID,
    BLOB_UPLOAD_UNKNOWN,
    DENIED,
    DIGEST_INVALID,
    MANIFEST_BLOB_UNKNOWN,
    MANIFEST_INVALID,
    MANIFEST_UNKNOWN,
    NAME_INVALID,
    NAME_UNKNOWN,
    SIZE_INVALID,
    UNAUTHORIZED,
    UNSUPPORTED,

    // ours: what a user can fix
    /** A URL leads to an address that a stranger's URL may not reach. */
    ADDRESS_FORBIDDEN,
    /** A contribution adds blobs that can't be read without credentials, so that nobody knows whether they exist. */
    BLOB_UNREADABLE,
    /** A contribution changes what its base has changed otherwise since. */
    CHANGE_CONFLICT,
    /** A contribution changes what only those may who keep the registry. */
    CHANGE_FORBIDDEN,
    /** A command of the user that a goal has run failed. */
    COMMAND_FAILED,
    /** A property or parameter of a goal is wrong. */
    CONFIGURATION_INVALID,
    /** A contribution adds more blobs, or blobs at more hosts, than one may. */
    CONTRIBUTION_TOO_LARGE,
    /** A file is a link, a device or something else that metadata can't be. */
    FILE_KIND_INVALID,
    /** A file is where the format has no place for it, and can't just be skipped, or a contribution brings it. */
    FILE_STRAY,
    /** A file is larger than anything of its kind may be. */
    FILE_TOO_LARGE,
    /** Front matter, or {@code registry.yaml}, can't be read or breaks its schema. */
    FRONT_MATTER_INVALID,
    /** Content contradicts its media type, so that some clients fail on it. */
    MEDIA_TYPE_INVALID,
    /** There are errors in the metadata; they were reported one by one. */
    METADATA_INVALID,
    /** Two names differ only in case, or one name is taken twice. */
    NAME_CONFLICT,
    /** A new name looks like one that the registry has. */
    NAME_SIMILAR,
    /** A name that the format keeps for itself, or that a file system can't hold. */
    NAME_RESERVED,
    /** A contribution changes a repository of others, or who makes it is not known. */
    OWNER_REQUIRED,
    /** None of the blobs of a registry could be looked for, though that was required. */
    NOTHING_VERIFIED,
    /** The port that a server should listen at is in use. */
    PORT_TAKEN,
    /** Responses of a live registry make clients fail. */
    REGISTRY_FAULTY,
    /** A directory is neither a registry nor a contribution to one. */
    REGISTRY_UNKNOWN,
    /** The git repository or the commit does not exist, or two have no commit in common. */
    REVISION_UNKNOWN,
    /** A contribution breaks one of the registry's rules, which the message names. */
    RULE_BROKEN,
    /** What would become public holds a credential. */
    SECRET_FOUND,
    /** A key or certificate that {@code signatures} of {@code registry.yaml} names can't be read, or is too weak. */
    SIGNATURE_POLICY_INVALID,
    /** An image has no valid signature, and {@code registry.yaml} requires one. */
    SIGNATURE_REQUIRED,
    /** What should be served or read is not there yet. */
    SITE_UNKNOWN,
    /** A source can't be read as what it claims to be. */
    SOURCE_INVALID,
    /** The source was not found, or several were where one must be chosen. */
    SOURCE_UNKNOWN,
    /** A store's address is wrong, or not allowed. */
    STORE_INVALID,
    /** A tag of a full version, or another that stays as it is, was moved or deleted. */
    TAG_IMMUTABLE,
    /** A tag breaks the grammar, or is one that the specification keeps for itself. */
    TAG_INVALID,
    /** A tag moves back to an older image, without a reason or by somebody who may not. */
    TAG_ROLLBACK,
    /** A host would serve what a tag names as a document whose scripts run in browsers. */
    TAG_SCRIPTABLE,

    // ours: warnings
    /** An address in legacy metadata that the registry would not allow in ours. */
    ADDRESS_UNUSUAL(Severity.WARNING),
    /** Blobs of a store could not be fetched into a site that can't do without. */
    BLOB_UNFETCHED(Severity.WARNING),
    /** A blob could not be looked at from here. */
    BLOB_UNVERIFIED(Severity.WARNING),
    /** A cache can't be read or written: what it would save is done again. */
    CACHE_IGNORED(Severity.WARNING),
    /** Some clients can't pull something, wherever it is served, or take another image than they should. */
    CLIENTS_FAIL(Severity.WARNING),
    /** A site serves manifests under other digests than in the metadata. */
    DIGEST_CHANGED(Severity.WARNING),
    /** A source has no manifest of the image, so one was made: no other registry knows its digest. */
    DIGEST_NEW(Severity.WARNING),
    /** A digest in legacy metadata that is none, or that none of the image's files has. */
    DIGEST_UNUSUAL(Severity.WARNING),
    /** A digest algorithm that is too weak to verify content, as in legacy metadata. */
    DIGEST_WEAK(Severity.WARNING),
    /** An entry of a list of exceptions matches nothing. */
    EXCEPTION_UNUSED(Severity.WARNING),
    /** A file that the metadata has no place for, such as what operating systems leave; it is skipped. */
    FILE_IGNORED(Severity.WARNING),
    /** Directories that hold no repository. */
    FOLDER_IGNORED(Severity.WARNING),
    /** The page of a repository has no front matter: nothing is known of it. */
    FRONT_MATTER_ABSENT(Severity.WARNING),
    /** A site is served that was made for another host. */
    HOST_DIFFERS(Severity.WARNING),
    /** Something passes a limit of the host that shall serve it. */
    HOST_LIMIT(Severity.WARNING),
    /** Something has the type of an image, and its config describes none. */
    IMAGE_UNUSUAL(Severity.WARNING),
    /** A key of front matter that no version so far has. */
    KEY_UNKNOWN(Severity.WARNING),
    /** The registry's logo is not shown: it is not an image that is safe to show. */
    LOGO_IGNORED(Severity.WARNING),
    /** Content contradicts its media type, in an image of which others decide, or that is there already. */
    MEDIA_TYPE_UNUSUAL(Severity.WARNING),
    /** A pull request has not all the labels that it should have. */
    LABELS_REFUSED(Severity.WARNING),
    /** A user or team that the registry names has another name by now. */
    OWNER_RENAMED(Severity.WARNING),
    /** CODEOWNERS and {@code registry.yaml} name different owners. */
    OWNERS_DRIFT(Severity.WARNING),
    /** A property with the prefix of ours that no goal has. */
    PROPERTY_UNKNOWN(Severity.WARNING),
    /** Something was pushed that is legal, and that a registry's checks would refuse. */
    PUSH_UNUSUAL(Severity.WARNING),
    /** A part of a source can't be read or is absent, and is not published. */
    SOURCE_INCOMPLETE(Severity.WARNING),
    /** Something in a registry does not follow its rules, which may be newer. */
    RULE_UNMET(Severity.WARNING),
    /** A manifest is reachable by nothing but its digest, and its subject is not here. */
    SUBJECT_UNKNOWN(Severity.WARNING),
    /** What a deprecated repository names as its successor is not there. */
    SUCCESSOR_UNKNOWN(Severity.WARNING),
    /** A size without a unit, as in legacy metadata. */
    SIZE_UNIT_UNKNOWN(Severity.WARNING),
    /** A repository has errors, and is in the site as it was when it last had none. */
    REPOSITORY_HELD_BACK(Severity.WARNING),
    /**
     * A repository is not in a site: the specification has no such name, the site needs it, or its metadata has errors and no
     * earlier version can be used.
     */
    REPOSITORY_LEFT_OUT(Severity.WARNING),
    /** A repository has errors, and is in the site as it is, since no earlier version can be used. */
    REPOSITORY_UNVERIFIED(Severity.WARNING),
    /** A recipe of a legacy tag is not in a site: it can't be read, or hosts would serve it as a document. */
    RECIPE_LEFT_OUT(Severity.WARNING),
    /**
     * A tag is not in a site: its legacy metadata can't be read, or its host would serve what it names as a document whose
     * scripts run.
     */
    TAG_LEFT_OUT(Severity.WARNING),
    /** A tag was offered an image that is older than the one it has. */
    TAG_OLDER(Severity.WARNING),
    /** A verdict of {@code registry:validate} can't be read, or is of another commit. */
    VERDICT_UNUSABLE(Severity.WARNING),
    /** A key without a value, since a comment begins where the value would: {@code #} must be quoted. */
    VALUE_COMMENTED(Severity.WARNING),
    /** A store that only this machine can read. */
    STORE_LOCAL(Severity.WARNING),
    /** A store that is not readable without a key. */
    STORE_PRIVATE(Severity.WARNING),

    // ours: what broke
    /** Reading or writing failed: a full disk, a denied permission, a network that is down. */
    IO_FAILED(false),
    /** The run was stopped before its end. */
    INTERRUPTED(false);

    private final Severity severity;
    private final boolean isUserError;

    ProblemCode() {
        this(Severity.ERROR, true);
    }

    ProblemCode(Severity severity) {
        this(severity, true);
    }

    ProblemCode(boolean isUserError) {
        this(Severity.ERROR, isUserError);
    }

    ProblemCode(Severity severity, boolean isUserError) {
        this.severity = severity;
        this.isUserError = isUserError;
    }

    public Severity severity() {
        return severity;
    }

    /** Whether the user can fix it by changing the input; otherwise something broke. */
    public boolean isUserError() {
        return isUserError;
    }
}
