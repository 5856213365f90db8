package io.github.registryorg.legacy;

import io.github.registryorg.metadata.LegacyDigest;
import io.github.registryorg.metadata.LegacySize;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tag claims of its file, checked against the file. A false digest is an error, since then it is another file. A
 * false size is one only where nothing but md5 identifies the file.
 */
final class Comparison {

    private final LegacyImage image;
    private final FoundFile found;
    private final List<Problem> problems = new ArrayList<>();

    private Comparison(LegacyImage image, FoundFile found) {
        this.image = image;
        this.found = found;
    }

    /** Everything that differs, or is too weak to decide; errors among them if this is not the tag's file. */
    static List<Problem> of(LegacyImage image, FoundFile found) {
        return new Comparison(image, found).problems();
    }

    private List<Problem> problems() {
        Location tagLine = image.tag().frontMatter().at("digest");
        Map<String, Location> digests = new LinkedHashMap<>();
        digests.put(image.tag().digest(), tagLine);
        digests.putIfAbsent(image.file().digest(), image.fileLocation());
        boolean strong = false;
        for (Map.Entry<String, Location> claimed : digests.entrySet()) {
            Optional<LegacyDigest> digest = LegacyDigest.tryParse(claimed.getKey());
            strong |= digest.isPresent() && !digest.get().isWeak();
            compare(claimed.getKey(), digest, claimed.getValue());
        }
        boolean known = problems.isEmpty();
        if (known && !strong) {
            problems.add(Problem.of(ProblemCode.DIGEST_WEAK, image.subject(), "was verified with md5 only")
                    .because("md5 can be forged")
                    .hint("If it matters, make sure that " + found.digest() + " is the file that was meant.")
                    .at(tagLine));
        }
        Map<LegacyTag.Size, Location> sizes = new LinkedHashMap<>();
        sizes.put(image.tag().size(), image.tag().frontMatter().at("size"));
        sizes.putIfAbsent(image.file().size(), image.fileLocation());
        for (Map.Entry<LegacyTag.Size, Location> claimed : sizes.entrySet()) {
            compareSize(claimed.getKey(), known && strong, claimed.getValue());
        }
        return problems;
    }

    private void compare(String text, Optional<LegacyDigest> claimed, Location at) {
        if (claimed.isEmpty()) {
            problems.add(Problem.of(ProblemCode.DIGEST_INVALID, image.subject(), "\"" + text + "\" is not a digest")
                    .hint(correctionHint())
                    .at(at));
        } else if (!found.is(claimed.get())) {
            String what = found.webPage() ? "a web page" : "another file than " + claimed.get();
            String content = claimed.get().isWeak()
                    ? "md5:" + found.md5()
                    : found.digest().toString();
            problems.add(Problem.of(ProblemCode.DIGEST_INVALID, image.subject(), "its url leads to " + what)
                    .because("the content is " + content)
                    .hint(
                            found.webPage()
                                    ? "The file is probably lost: put it where readers can fetch it and fix the url, or"
                                            + " publish it anew (registry:publish with source sif:FILE)."
                                    : correctionHint())
                    .at(at));
        }
    }

    private String correctionHint() {
        return "If the file at the url is the right one, write digest: " + found.digest()
                + " for the tag and its layer; otherwise fix the url.";
    }

    private void compareSize(LegacyTag.Size claimed, boolean proven, Location at) {
        if (claimed.text() == null
                || LegacySize.tryParse(claimed)
                        .filter(size -> size.fits(found.size()))
                        .isPresent()) {
            return;
        }
        String what = "size " + claimed.text() + " is neither the bytes nor the kibibytes of a file of "
                + ByteCount.exact(found.size());
        problems.add(
                proven
                        ? Problem.of(ProblemCode.SIZE_UNIT_UNKNOWN, image.subject(), what)
                                .hint("Its sha256 is right, so the exact size was written.")
                                .at(at)
                        : Problem.of(ProblemCode.SIZE_INVALID, image.subject(), what)
                                .hint("Is it another file? If not, write size: " + found.size() + ".")
                                .at(at));
    }

    /** Whether none of these shows that it is another file. */
    static boolean passes(List<Problem> problems) {
        return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
    }
}
