package io.github.registryorg.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.Change;
import io.github.registryorg.check.FailOn;
import io.github.registryorg.check.ValidateResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** The comment and the summary, as a reader of Markdown understands them. */
class MarkdownReportTest {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), AutolinkExtension.create()))
            .build();

    /** What is active in a text, and what is neither that nor code. */
    private static final class Seen extends AbstractVisitor {

        private final List<String> links = new ArrayList<>();
        private final List<String> html = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private final List<String> codes = new ArrayList<>();

        static Seen of(byte[] markdown) {
            Seen seen = new Seen();
            PARSER.parse(new String(markdown, StandardCharsets.UTF_8)).accept(seen);
            return seen;
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(image.getDestination());
        }

        @Override
        public void visit(HtmlInline inline) {
            html.add(inline.getLiteral());
        }

        @Override
        public void visit(HtmlBlock block) {
            html.add(block.getLiteral());
        }

        @Override
        public void visit(Text text) {
            texts.add(text.getLiteral());
        }

        @Override
        public void visit(Code code) {
            codes.add(code.getLiteral());
        }
    }

    @Test
    void report_ofAnOutcome_isReadable() {
        assertThat(new String(MarkdownReport.of(Outcomes.ordinary(), 60_000), StandardCharsets.UTF_8))
                .isEqualTo("""
                        <!-- registry:validate -->
                        ## Failed: 4 errors, 1 warning

                        5 files changed. Checked 2 repositories with 3 tags and 4 blobs: 4 errors, 1 warning.

                        ### What changes for people who pull

                        Tags moved to another image (1):

                        - `acme/app:latest`: `sha256:0123456789ab` → `sha256:f123456789ab`

                        Yanked, no longer suggested (1):

                        - `acme/app@sha256:0123456789ab`: `CVE-2026-1`

                        ### `acme/app`: 2 errors, 1 warning

                        - **Error** [`DIGEST_INVALID`][DIGEST_INVALID] in `acme/app/digests/sha256/01/0123.json`<br>
                          `acme/app: is "wrong" & <odd>.`<br>
                          `Fix it.`
                        - **Error** [`FRONT_MATTER_INVALID`][FRONT_MATTER_INVALID] in `acme/app/manifests/1.0/README.md:2`<br>
                          `acme/app: is "wrong" & <odd>.`<br>
                          `Fix it.`
                        - **Warning** [`KEY_UNKNOWN`][KEY_UNKNOWN] in `acme/app/README.md:3`<br>
                          `acme/app: is "wrong" & <odd>.`<br>
                          `Fix it.`

                        ### `acme/web`: 1 error

                        - **Error** [`BLOB_UNKNOWN`][BLOB_UNKNOWN] in `acme/web/manifests/a b%/README.md:4`<br>
                          `acme/app: is "wrong" & <odd>.`<br>
                          `Fix it.`

                        ### `registry`: 1 error

                        - **Error** [`STORE_INVALID`][STORE_INVALID]<br>
                          `the store is wrong.`

                        [BLOB_UNKNOWN]: URL#blob_unknown
                        [DIGEST_INVALID]: URL#digest_invalid
                        [FRONT_MATTER_INVALID]: URL#front_matter_invalid
                        [STORE_INVALID]: URL#store_invalid
                        [KEY_UNKNOWN]: URL#key_unknown

                        [What the codes mean](URL)
                        """.replace("URL", CodePage.URL)
                        .replace("DIGEST`", Outcomes.DIGEST + "`")
                        .replace("NEXT", Outcomes.DIGEST.replace('0', 'f')));
    }

    @Test
    void textOfStrangers_isCodeAndNothingElse() {
        Seen seen = Seen.of(MarkdownReport.of(Outcomes.hostile(), 60_000));
        assertThat(seen.links).hasSize(3).allMatch(link -> link.startsWith(CodePage.URL));
        assertThat(seen.html).containsOnly("<br>", "<!-- registry:validate -->");
        assertThat(seen.texts).noneMatch(text -> text.contains("@") || text.contains("#") || text.contains("evil"));
        assertThat(seen.codes).anyMatch(code -> code.contains("@everyone"));
    }

    @Test
    void report_ofTooMuch_isCutByImportanceAndSaysSo() {
        Change change = new Change(Change.Kind.NEW, "acme/app", "1", null, Outcomes.DIGEST, "é".repeat(500));
        ValidateResult result = Outcomes.huge(20_000, 10_000).result();
        Outcome huge = Outcomes.of(
                FailOn.ERROR,
                Collections.nCopies(30_000, change),
                Stream.concat(result.errors().stream(), result.warnings().stream())
                        .toList());
        for (int limit : List.of(MarkdownReport.MIN_SIZE, MarkdownReport.MAX_COMMENT, MarkdownReport.MAX_SUMMARY)) {
            byte[] report = MarkdownReport.of(huge, limit);
            assertThat(report.length).isBetween(limit / 2, limit);
            String text = new String(report, StandardCharsets.UTF_8);
            assertThat(text)
                    .contains(" changes.\n", "Left out here, as less important: ", "10,000 warnings.")
                    .contains("DIGEST_INVALID")
                    .doesNotContain("\uFFFD");
            assertThat(text.indexOf("DIGEST_INVALID")).isLessThan(text.indexOf("BLOB_UNKNOWN") & Integer.MAX_VALUE);
        }
    }
}
