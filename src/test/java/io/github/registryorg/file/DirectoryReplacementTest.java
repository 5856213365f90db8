package io.github.registryorg.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryReplacementTest {

    @TempDir
    Path temporary;

    private Path site;

    @BeforeEach
    void site() {
        site = temporary.resolve("site");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void make(String... files) {
        try (DirectoryLock lock = DirectoryLock.of(site);
                DirectoryReplacement replacement = DirectoryReplacement.of(lock)) {
            for (String file : files) {
                replacement.put(file, 0, bytes("content of " + file));
            }
            replacement.commit();
        }
    }

    private List<String> beside() throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static Object key(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    @Test
    void replacement_committed_linksUnchangedFiles() throws IOException {
        make("a", "directory/b", "gone/c");
        Object before = key(site.resolve("directory/b"));
        try (DirectoryLock lock = DirectoryLock.of(site);
                DirectoryReplacement replacement = DirectoryReplacement.of(lock)) {
            replacement.put("a", 0, bytes("changed"));
            replacement.put("directory/b", 0, bytes("content of directory/b"));
            replacement.commit();
        }

        assertThat(site.resolve("a")).hasContent("changed");
        assertThat(key(site.resolve("directory/b"))).isEqualTo(before);
        assertThat(site.resolve("gone")).doesNotExist();
        assertThat(beside()).containsExactly("site");
    }

    @Test
    void replacement_notCommitted_keepsTheOldDirectory() throws IOException {
        make("a");
        try (DirectoryLock lock = DirectoryLock.of(site);
                DirectoryReplacement replacement = DirectoryReplacement.of(lock)) {
            replacement.put("a", 0, bytes("changed"));
            assertThat(site.resolve("a")).hasContent("content of a");
        }

        assertThat(site.resolve("a")).hasContent("content of a");
        assertThat(beside()).containsExactly("site");
    }

    @Test
    void replacement_killedBetweenItsMoves_isRestored() throws IOException {
        make("a");
        Files.move(site, temporary.resolve(".site.old"));
        Files.createDirectories(temporary.resolve(".site.new/half"));

        try (DirectoryLock lock = DirectoryLock.of(site);
                DirectoryReplacement replacement = DirectoryReplacement.of(lock)) {
            assertThat(replacement.putBefore("a", file -> true)).isTrue();
            assertThat(site.resolve("a")).hasContent("content of a");
        }
        assertThat(site.resolve("a")).hasContent("content of a");
        assertThat(beside()).containsExactly("site");
    }

    @Test
    void temporaryFiles_ofKilledRuns_areRemoved() throws IOException {
        make("a");
        Files.createDirectories(temporary.resolve(".site.old/x"));
        Files.createDirectories(temporary.resolve(".site.new/x"));
        Path outside = Files.writeString(temporary.resolve("outside"), "stays");
        Files.createSymbolicLink(temporary.resolve(".site.new/x/link"), outside);
        make("b");

        assertThat(beside()).containsExactly("outside", "site");
        assertThat(outside).hasContent("stays");
        assertThat(site.resolve("b")).exists();
        assertThat(site.resolve("x")).doesNotExist();
    }

    @Test
    void directory_lockedByAnotherRun_isRefused() {
        try (DirectoryLock lock = DirectoryLock.of(site);
                DirectoryReplacement first = DirectoryReplacement.of(lock)) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> DirectoryLock.of(site))
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                    .withMessageContaining("is being written by another run");
            first.put("a", 0, bytes("a"));
            first.commit();
        }
        make("b");
        assertThat(site.resolve("b")).exists();
    }

    @Test
    void link_inTheOldDirectory_isReplaced() throws IOException {
        make("a");
        Path outside = Files.writeString(temporary.resolve("outside"), "content of a");
        Files.delete(site.resolve("a"));
        Files.createSymbolicLink(site.resolve("a"), outside);
        make("a");

        assertThat(site.resolve("a")).isRegularFile().hasContent("content of a");
        assertThat(Files.isSymbolicLink(site.resolve("a"))).isFalse();
    }

    @Test
    void file_equalToAnother_isLinked() throws IOException {
        try (DirectoryLock lock = DirectoryLock.of(site);
                DirectoryReplacement replacement = DirectoryReplacement.of(lock)) {
            replacement.put("a", 0, bytes("x"));
            replacement.putSame("b/c", 0, "a");
            replacement.put("d", 0, out -> out.write(bytes("streamed")));
            replacement.putFile("e", 0, Files.writeString(temporary.resolve("blob"), "blob"));
            replacement.commit();
        }
        assertThat(key(site.resolve("b/c"))).isEqualTo(key(site.resolve("a")));
        assertThat(site.resolve("d")).hasContent("streamed");
        assertThat(site.resolve("e")).hasContent("blob");
    }

    private void makeTagged(String... tags) {
        try (DirectoryLock lock = DirectoryLock.of(site);
                DirectoryReplacement replacement = DirectoryReplacement.of(lock)) {
            replacement.put("digests/a", 0, bytes("manifest a"));
            replacement.put("digests/b", 0, bytes("manifest b"));
            replacement.put("list", 0, bytes(String.join(" ", tags)));
            replacement.putFile("blob", 0, temporary.resolve("blob"));
            replacement.putSame("image", 0, "blob");
            for (String tag : tags) {
                replacement.putSame("tags/" + tag.charAt(0), 0, "digests/" + tag.charAt(1));
            }
            replacement.commit();
        }
    }

    private long second(String file) throws IOException {
        return Files.getLastModifiedTime(site.resolve(file)).to(TimeUnit.SECONDS);
    }

    /** Programs such as rsync compare size and whole seconds. */
    @Test
    void file_changedAtTheSameSize_isLaterByASecond() throws IOException {
        Path blob = temporary.resolve("blob");
        Files.setLastModifiedTime(Files.writeString(blob, "image 1"), FileTime.from(1_000_000_000, TimeUnit.SECONDS));
        makeTagged("1a", "2a");
        Map<String, Long> before = new TreeMap<>();
        for (String file : List.of("tags/1", "list", "image")) {
            before.put(file, second(file));
        }
        Object unchanged = key(site.resolve("tags/2"));
        for (String tag : List.of("1b", "1a", "1b")) {
            Files.delete(blob);
            Files.writeString(blob, "image " + tag.charAt(1));
            Files.setLastModifiedTime(blob, FileTime.from(1_000_000_000, TimeUnit.SECONDS));
            makeTagged(tag, "2a");

            assertThat(site.resolve("tags/1")).hasContent("manifest " + tag.charAt(1));
            assertThat(site.resolve("image")).hasContent("image " + tag.charAt(1));
            for (Map.Entry<String, Long> file : before.entrySet()) {
                assertThat(second(file.getKey())).as("%s %s", file, tag).isGreaterThan(file.getValue());
                file.setValue(second(file.getKey()));
            }
            assertThat(key(site.resolve("tags/2"))).isEqualTo(unchanged);
        }
    }

    /** One of another deployment may have the same name: what is new here has no time of before. */
    @Test
    void file_thatIsNewBesideAnOldOne_isNotOlderThanThisRun() throws IOException {
        Path blob = temporary.resolve("blob");
        Files.setLastModifiedTime(Files.writeString(blob, "image 1"), FileTime.from(1_000_000_000, TimeUnit.SECONDS));
        makeTagged("1a");
        assertThat(second("image")).isGreaterThan(1_000_000_000);
        FileTime old = FileTime.from(1_100_000_000, TimeUnit.SECONDS);
        Files.setLastModifiedTime(site.resolve("digests/b"), old);

        makeTagged("1a", "2b");

        assertThat(second("digests/b")).isEqualTo(1_100_000_000);
        assertThat(second("tags/2")).isGreaterThan(1_100_000_000);
    }

    @Test
    void file_inPlaceOfAParentDirectory_isReported() throws IOException {
        Files.writeString(temporary.resolve("file"), "x");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> DirectoryLock.of(temporary.resolve("file/site")))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.IO_FAILED))
                .withMessageContaining("file/site");
    }

    @Test
    void replacement_ofTheSameFiles_isUnchanged() throws IOException {
        make("a", "b");
        assertThat(isUnchanged("a", "b")).isTrue();
        assertThat(isUnchanged("a")).as("one more than expected").isFalse();
        assertThat(isUnchanged("a", "b", "c")).as("one less than expected").isFalse();

        Files.writeString(site.resolve("b"), "Content of b");
        assertThat(isUnchanged("a", "b")).as("another content").isFalse();

        Path outside = Files.writeString(temporary.resolve("outside"), "content of b");
        Files.delete(site.resolve("b"));
        Files.createSymbolicLink(site.resolve("b"), outside);
        assertThat(isUnchanged("a", "b")).as("a link").isFalse();

        Files.delete(site.resolve("b"));
        Files.createDirectory(site.resolve("b"));
        assertThat(isUnchanged("a", "b")).as("a directory").isFalse();
    }

    private boolean isUnchanged(String... files) {
        try (DirectoryLock lock = DirectoryLock.of(site);
                DirectoryReplacement replacement = DirectoryReplacement.of(lock)) {
            for (String file : files) {
                replacement.put(file, 0, bytes("content of " + file));
            }
            return replacement.isUnchanged();
        }
    }

    @Test
    void replacement_withFilesThatAreTheSameAsOthers_isUnchangedWhereTheyWere() throws IOException {
        make("a");
        Files.createLink(site.resolve("b"), site.resolve("a"));
        Files.writeString(site.resolve("c"), "content of a");
        assertThat(isUnchangedWithCopies()).isTrue();

        Files.writeString(site.resolve("c"), "content of c");
        assertThat(isUnchangedWithCopies()).isFalse();
    }

    private boolean isUnchangedWithCopies() {
        try (DirectoryLock lock = DirectoryLock.of(site);
                DirectoryReplacement replacement = DirectoryReplacement.of(lock)) {
            replacement.put("a", 0, bytes("content of a"));
            replacement.putSame("b", 0, "a");
            replacement.putSame("c", 0, "a");
            return replacement.isUnchanged();
        }
    }
}
