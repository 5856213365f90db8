package io.github.registryorg.oci;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag in the order in which people look for tags: {@code latest}; versions, the highest first; dates; words; what
 * machines name for machines. Versions are compared as Semantic Versioning has it (2.0.0, section 11), with any number of
 * parts; numbers within words count as numbers.
 *
 * @param tag the tag
 * @param kind what its name tells
 * @param number the parts of its version or date; of any length, without leading zeros
 * @param rest what follows them, or the whole name: runs of digits, and runs of letters, in lower case
 */
public record RankedTag(Tag tag, Kind kind, List<String> number, List<String> rest) implements Comparable<RankedTag> {

    /** What the name of a tag tells, in the order in which an example is chosen. */
    public enum Kind {
        LATEST(0),
        RELEASE(1),
        /** A release as something other than itself, such as {@code 1.4.2-alpine}. */
        VARIANT(1),
        PRE_RELEASE(1),
        DATE(2),
        WORD(3),
        COMMIT(4),
        CHANGE_REQUEST(5),
        /** cosign's signatures, attestations and bills of materials, and referrers: nothing that is pulled by a person. */
        SIGNATURE(6);

        private final int group;

        Kind(int group) {
            this.group = group;
        }
    }

    private static final Pattern SIGNATURE = Pattern.compile("sha(?:256|384|512)-[0-9a-f]{64,128}(?:[._-].*)?");
    private static final Pattern CHANGE_REQUEST = Pattern.compile(
            "pr[-_.].+|[pm]r[0-9]+(?:[-_.].*)?|(?:mr|pull|pull-request|merge|merge-request)[-_.][0-9].*");

    /** Eight digits, or the same as ISO 8601 has them, or followed by the time of day; or a month of ISO 8601. */
    private static final Pattern DATE = Pattern.compile(
            "v?([0-9]{8}(?![0-9])|(?:19|20)[0-9]{2}[01][0-9][0-3][0-9](?=[0-9]{4}(?:[0-9]{2})?(?![0-9]))"
                    + "|[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])|[0-9]{4}_[0-9]{2}_[0-9]{2}(?![0-9])"
                    + "|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?![0-9.]))(?:t(?=[0-9]))?(.*)");

    private static final int DIGITS_OF_A_DAY = 8;

    private static final Pattern VERSION = Pattern.compile("v?([0-9]++(?:\\.[0-9]++)*+)(.*)");

    /** Hashes as git abbreviates them; digits alone only if they are as many as it usually has. */
    private static final Pattern COMMIT = Pattern.compile("(?:sha1?|git|commit|rev)[-_.]?[0-9a-f]{7,}(?:[-_.].*)?"
            + "|(?:(?=[0-9]*[a-f])[0-9a-f]{7,64}|[0-9a-f]{40}|[0-9a-f]{64})(?:[-_.].*)?"
            + "|[0-9]{7}(?:[-_].*)?");

    private static final Pattern COMMIT_OF_BRANCH = Pattern.compile("g?(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,64}");
    private static final Pattern SEPARATOR = Pattern.compile("[-_.]");
    private static final Pattern RUN = Pattern.compile("[0-9]++|[a-z]++");

    private static final Set<String> PRE_RELEASE_WORDS = Set.of(
            "alpha",
            "beta",
            "canary",
            "cr",
            "dev",
            "develop",
            "devel",
            "ea",
            "edge",
            "experimental",
            "insiders",
            "milestone",
            "next",
            "nightly",
            "pre",
            "preview",
            "prerelease",
            "rc",
            "snapshot",
            "test",
            "unstable");

    /** Words only before a number, since they are too short to tell else. */
    private static final Set<String> PRE_RELEASE_LETTERS = Set.of("a", "b", "c", "m");

    private static final Set<String> RELEASE_WORDS = Set.of("final", "ga", "release");

    /** Words of versions whose image changes, unless a number follows: {@code 1.0.0-SNAPSHOT}, but not {@code 1.0.0.dev3}. */
    private static final Set<String> MOVING_WORDS = Set.of(
            "snapshot", "nightly", "dev", "devel", "develop", "edge", "canary", "unstable", "latest", "main", "master");

    /** Numbers of a full version, at least. */
    private static final int FULL_VERSION = 3;

    private static final Comparator<RankedTag> HIGHEST_FIRST = Comparator.<RankedTag>comparingInt(one -> one.kind.group)
            .thenComparing(RankedTag::number, (one, other) -> -numbers(one, other))
            .thenComparing(RankedTag::kind)
            .thenComparing(RankedTag::isDateOfVariant)
            .thenComparing(RankedTag::rest, RankedTag::rests)
            .thenComparing(one -> -one.number.size())
            .thenComparing(RankedTag::tag);

    public RankedTag {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(kind, "kind");
        number = List.copyOf(number);
        rest = List.copyOf(rest);
    }

    public static RankedTag of(Tag tag) {
        String name = tag.name().toLowerCase(Locale.ROOT);
        if (name.equals("latest")) {
            return word(tag, name, Kind.LATEST);
        }
        if (SIGNATURE.matcher(name).matches()) {
            return word(tag, name, Kind.SIGNATURE);
        }
        if (CHANGE_REQUEST.matcher(name).matches()) {
            return word(tag, name, Kind.CHANGE_REQUEST);
        }
        Matcher date = DATE.matcher(name);
        if (date.matches()) {
            String digits = SEPARATOR.matcher(date.group(1)).replaceAll("");
            String day = digits + "0".repeat(DIGITS_OF_A_DAY - digits.length());
            return new RankedTag(tag, Kind.DATE, List.of(withoutZeros(day)), runs(date.group(2)));
        }
        if (isCommit(name)) {
            return word(tag, name, Kind.COMMIT);
        }
        Matcher version = VERSION.matcher(name);
        if (version.matches()) {
            List<String> number = new ArrayList<>();
            for (String part : version.group(1).split("\\.")) {
                number.add(withoutZeros(part));
            }
            List<String> rest = runs(version.group(2));
            return new RankedTag(tag, kindOfVersion(rest), number, rest);
        }
        return word(tag, name, Kind.WORD);
    }

    /** The tags in this order. */
    public static List<RankedTag> sorted(Collection<Tag> tags) {
        return tags.stream().map(RankedTag::of).sorted().toList();
    }

    /** Whether a page folds it away. */
    public boolean isFolded() {
        return kind.compareTo(Kind.COMMIT) >= 0;
    }

    /** Whether a pull command may name it as an example. */
    public boolean isImage() {
        return kind != Kind.SIGNATURE;
    }

    /**
     * Whether it is a later release of the same series: versions of versions, {@code -alpine} of {@code -alpine}, dates of
     * dates; {@code latest} of releases and dates.
     *
     * @param lower comes after it in the order of tags
     */
    public boolean isSuccessorOf(RankedTag lower) {
        return switch (kind) {
            case LATEST -> lower.kind == Kind.RELEASE || lower.kind == Kind.DATE && !lower.isDateOfVariant();
            case RELEASE -> lower.kind == kind && numbers(number, lower.number) > 0;
            case PRE_RELEASE -> lower.kind == kind || lower.kind == Kind.RELEASE;
            case VARIANT, DATE ->
                lower.kind == kind
                        && numbers(number, lower.number) > 0
                        && words(rest).equals(words(lower.rest));
            case WORD, COMMIT, CHANGE_REQUEST, SIGNATURE -> false;
        };
    }

    /** Whether it is a version of three numbers or more that stands for one image: not a snapshot or a nightly build. */
    public boolean isFullVersion() {
        return isVersion() && number.size() >= FULL_VERSION && !movesByName();
    }

    private boolean isVersion() {
        return kind == Kind.RELEASE || kind == Kind.VARIANT || kind == Kind.PRE_RELEASE;
    }

    private boolean movesByName() {
        for (int i = 0; i < rest.size(); i++) {
            boolean isNumbered = i + 1 < rest.size() && isNumber(rest.get(i + 1));
            if (!isNumbered && MOVING_WORDS.contains(rest.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a full version is one of those that this tag may name in turn: 1.4.2 of 1.4 and of 1, 1.4.2-alpine of
     * 1.4-alpine, any of {@code latest} and of words.
     */
    public boolean mayName(RankedTag version) {
        if (!version.isFullVersion() || kind == Kind.SIGNATURE) {
            return false;
        }
        if (!isVersion()) {
            return true;
        }
        return number.size() <= version.number.size()
                && number.equals(version.number.subList(0, number.size()))
                && (kind == Kind.PRE_RELEASE || words(rest).equals(words(version.rest)));
    }

    /** The order of two versions by what is in them: 0 of variants of one version, and of what has no version. */
    public int compareVersion(RankedTag other) {
        int byNumber = numbers(number, other.number);
        if (byNumber != 0 || kind != Kind.PRE_RELEASE && other.kind != Kind.PRE_RELEASE) {
            return byNumber;
        }
        if (kind != other.kind) {
            return kind == Kind.PRE_RELEASE ? -1 : 1;
        }
        return words(rest).equals(words(other.rest)) ? -rests(rest, other.rest) : 0;
    }

    private static List<String> words(List<String> rest) {
        return rest.stream().filter(run -> !isNumber(run)).toList();
    }

    @Override
    public int compareTo(RankedTag other) {
        return HIGHEST_FIRST.compare(this, other);
    }

    private boolean isDateOfVariant() {
        return kind == Kind.DATE && !rest.isEmpty() && !isNumber(rest.get(0));
    }

    private static RankedTag word(Tag tag, String name, Kind kind) {
        return new RankedTag(tag, kind, List.of(), runs(name));
    }

    /** Whether it is a hash, or a branch and a hash. */
    private static boolean isCommit(String name) {
        return COMMIT.matcher(name).matches()
                || !VERSION.matcher(name).matches()
                        && SEPARATOR
                                .splitAsStream(name)
                                .anyMatch(part -> COMMIT_OF_BRANCH.matcher(part).matches());
    }

    private static Kind kindOfVersion(List<String> rest) {
        if (rest.isEmpty() || rest.size() == 1 && RELEASE_WORDS.contains(rest.get(0))) {
            return Kind.RELEASE;
        }
        boolean isLetter = PRE_RELEASE_LETTERS.contains(rest.get(0)) && rest.size() > 1 && isNumber(rest.get(1));
        return isLetter || rest.stream().anyMatch(PRE_RELEASE_WORDS::contains) ? Kind.PRE_RELEASE : Kind.VARIANT;
    }

    private static List<String> runs(String text) {
        List<String> runs = new ArrayList<>();
        Matcher run = RUN.matcher(text);
        while (run.find()) {
            runs.add(isNumber(run.group()) ? withoutZeros(run.group()) : run.group());
        }
        return runs;
    }

    private static boolean isNumber(String run) {
        return run.isEmpty() || run.charAt(0) <= '9';
    }

    /** Empty for zero. */
    private static String withoutZeros(String number) {
        int start = 0;
        while (start < number.length() && number.charAt(start) == '0') {
            start++;
        }
        return number.substring(start);
    }

    private static int numbers(List<String> one, List<String> other) {
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            int compared = number(i < one.size() ? one.get(i) : "", i < other.size() ? other.get(i) : "");
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /** By value: no number is too long for that. */
    private static int number(String one, String other) {
        int byLength = Integer.compare(one.length(), other.length());
        return byLength != 0 ? byLength : one.compareTo(other);
    }

    /** The higher first: a number is lower than a word, and the beginning of another lower than that. */
    private static int rests(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            boolean isNumber = isNumber(one.get(i));
            int compared = isNumber != isNumber(other.get(i))
                    ? isNumber ? -1 : 1
                    : isNumber ? number(one.get(i), other.get(i)) : one.get(i).compareTo(other.get(i));
            if (compared != 0) {
                return -compared;
            }
        }
        return Integer.compare(other.size(), one.size());
    }
}
