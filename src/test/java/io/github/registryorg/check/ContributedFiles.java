package io.github.registryorg.check;

import io.github.registryorg.check.ContributionFixture.Image;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one commit does, as {@code git fast-import} reads it: many commits are made by one process, and names are possible
 * that the file system of this machine can't have.
 */
final class ContributedFiles {

    private static final String FILE = "100644";
    private static final String LINK = "120000";
    private static final String SUBMODULE = "160000";

    private final List<byte[]> changes = new ArrayList<>();

    ContributedFiles file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    ContributedFiles file(String path, byte[] content) {
        return inline(FILE, path, content);
    }

    ContributedFiles link(String path, String target) {
        return inline(LINK, path, target.getBytes(StandardCharsets.UTF_8));
    }

    ContributedFiles submodule(String path) {
        return add("M " + SUBMODULE + " " + "1".repeat(40) + " " + quoted(path) + "\n");
    }

    ContributedFiles remove(String path) {
        return add("D " + quoted(path) + "\n");
    }

    /** A page with these keys below its layout, the first of them in line 3. */
    ContributedFiles page(String repository, String... keys) {
        return file(repository + "/README.md", "---\nlayout: collection\n" + lines(keys) + "---\n");
    }

    /** A tag with these keys below its layout, the first of them in line 3. */
    ContributedFiles tag(String repository, String tag, String... keys) {
        return file(
                repository + "/manifests/" + tag + "/README.md",
                "---\nlayout: manifests/oci\n" + lines(keys) + "---\n");
    }

    /** A tag with mediaType, digest, size in lines 3 to 5, and these keys from line 6. */
    ContributedFiles tag(String repository, String tag, Image image, String... keys) {
        return tag(
                repository,
                tag,
                "mediaType: " + ManifestText.MANIFEST,
                "digest: " + image.digest(),
                "size: " + image.size() + (keys.length == 0 ? "" : "\n" + String.join("\n", keys)));
    }

    ContributedFiles content(String repository, String... contents) {
        for (String content : contents) {
            file(RegistryDirectory.digestFile(repository, ManifestText.digest(content)), content);
        }
        return this;
    }

    ContributedFiles note(String repository, Digest digest, String... keys) {
        return file(RegistryDirectory.noteFile(repository, digest), lines(keys));
    }

    ContributedFiles image(String repository, Image image, String... tags) {
        content(repository, image.config(), image.manifest());
        for (String tag : tags) {
            tag(repository, tag, image);
        }
        return this;
    }

    /** The commit, on a new branch from another one. */
    byte[] commit(String branch, String from) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        // before the clock of whoever runs this
        all.writeBytes(
                ascii("commit refs/heads/" + branch + "\ncommitter Somebody <somebody@example.org> 1780000000 +0000\n"
                        + "data 0\nfrom refs/heads/" + from + "^0\n"));
        changes.forEach(all::writeBytes);
        all.write('\n');
        return all.toByteArray();
    }

    private ContributedFiles inline(String mode, String path, byte[] content) {
        ByteArrayOutputStream change = new ByteArrayOutputStream();
        change.writeBytes(ascii("M " + mode + " inline " + quoted(path) + "\ndata " + content.length + "\n"));
        change.writeBytes(content);
        change.write('\n');
        changes.add(change.toByteArray());
        return this;
    }

    private ContributedFiles add(String line) {
        changes.add(ascii(line));
        return this;
    }

    private static String lines(String... lines) {
        return lines.length == 0 ? "" : String.join("\n", lines) + "\n";
    }

    private static String quoted(String path) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            quoted.append(String.format("\\%03o", b & 0xff));
        }
        return quoted.append('"').toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
