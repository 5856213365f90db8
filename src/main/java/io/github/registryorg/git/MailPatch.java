package io.github.registryorg.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.ObjectId;

/** A commit as a mail that {@code git am} takes. */
public final class MailPatch {

    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]*");

    private MailPatch() {}

    /**
     * Writes the mail.
     *
     * @param files what they shall be, by path
     * @param before what they are; empty for a new one
     */
    public static byte[] of(CommitDraft commit, Map<String, byte[]> files, Function<String, Optional<byte[]>> before) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int end = commit.message().indexOf("\n\n");
        String subject = end < 0 ? commit.message().strip() : commit.message().substring(0, end);
        String body = end < 0 ? "" : commit.message().substring(end + 2);
        write(out, "From " + "0".repeat(40) + " Mon Sep 17 00:00:00 2001\n");
        write(
                out,
                "From: " + encoded(commit.author().name()) + " <"
                        + commit.author().email() + ">\n");
        write(
                out,
                "Date: "
                        + DateTimeFormatter.RFC_1123_DATE_TIME
                                .withLocale(Locale.ROOT)
                                .format(commit.when().atOffset(ZoneOffset.UTC))
                                .replace("GMT", "+0000")
                        + "\n");
        write(out, "Subject: [PATCH] " + encoded(subject.replace("\n", " ")) + "\n");
        write(out, "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n");
        write(out, body.stripTrailing() + "\n---\n\n");
        files.forEach((path, content) -> difference(out, path, before.apply(path), content));
        write(out, "-- \nregistry-maven-plugin\n\n");
        return out.toByteArray();
    }

    private static void difference(ByteArrayOutputStream out, String path, Optional<byte[]> before, byte[] after) {
        write(out, "diff --git a/" + path + " b/" + path + "\n");
        String old = before.map(GitObjects::nameOf).orElse(ObjectId.zeroId()).name();
        String young = GitObjects.nameOf(after).name();
        if (before.isEmpty()) {
            write(out, "new file mode 100644\n");
        }
        write(out, "index " + old + ".." + young + (before.isEmpty() ? "\n" : " 100644\n"));
        if (after.length == 0 && before.isEmpty()) {
            return;
        }
        write(out, before.isEmpty() ? "--- /dev/null\n" : "--- a/" + path + "\n");
        write(out, "+++ b/" + path + "\n");
        RawText one = new RawText(before.orElseGet(() -> new byte[0]));
        RawText other = new RawText(after);
        EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, one, other);
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.format(edits, one, other);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
    }

    /** A header's text (RFC 2047). */
    private static String encoded(String text) {
        return PLAIN.matcher(text).matches()
                ? text
                : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
