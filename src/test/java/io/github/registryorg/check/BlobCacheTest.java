package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache has what was put into it, in the same bytes, and nothing of what it should not believe. */
class BlobCacheTest {

    private static final Digest DIGEST = Digest.sha256("blob".getBytes(StandardCharsets.UTF_8));
    private static final String URL = "https://storage.example/acme/sha256/" + DIGEST.hex();
    private static final Instant NOW = Instant.parse("2026-11-20T10:11:12Z");
    private static final String LINE = URL + "\t" + DIGEST + "\t4\tHASH\t" + NOW.getEpochSecond() + "\t\t\"etag\"";

    @TempDir
    private Path directory;

    private final List<Problem> problems = new ArrayList<>();

    private BlobCache read(Path place, Instant now) {
        return BlobCache.read(place, Duration.ofDays(7), InstantSource.fixed(now), problems::add);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("cache"), content, StandardCharsets.ISO_8859_1);
    }

    @Test
    void entries_kept_areThereInTheNextRun() throws IOException {
        Path file = directory.resolve("below/cache");
        BlobCache cache = read(file, NOW);
        cache.keep(URL + "z", DIGEST, 4, SeenBlob.right(Depth.SIZE, ""));
        cache.keep(URL, DIGEST, 4, SeenBlob.right(Depth.HASH, "\"etag\""));
        cache.write(problems::add);

        assertThat(file)
                .hasContent("registry-blobs 2\n" + LINE + "\n" + URL + "z\t" + DIGEST + "\t4\tSIZE\t"
                        + NOW.getEpochSecond() + "\t\t\n");
        BlobCache again = read(file, NOW);
        assertThat(again.find(URL, DIGEST, 4))
                .contains(new BlobCache.Entry(4, Depth.HASH, NOW.getEpochSecond(), Uncompressed.UNKNOWN, "\"etag\""));
        assertThat(again.find(URL, DIGEST, 5)).isEmpty();
        assertThat(again.find(URL + "/", DIGEST, 4)).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void directory_asCache_holdsAFile() {
        BlobCache cache = read(directory, NOW);
        cache.keep(URL, DIGEST, 4, SeenBlob.right(Depth.HASH, ""));
        cache.write(problems::add);

        assertThat(directory.resolve("registry-blobs.tsv")).exists();
        assertThat(read(directory, NOW).find(URL, DIGEST, 4)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 7 * 24 * 3600, 100 * 24 * 3600})
    void entry_ofTheFutureOrTooOld_isNotFresh(long later) throws IOException {
        BlobCache cache = read(file("registry-blobs 2\n" + LINE + "\n"), NOW.plusSeconds(later));

        assertThat(cache.find(URL, DIGEST, 4))
                .get()
                .satisfies(entry -> assertThat(cache.isFresh(entry)).isFalse());
    }

    @Test
    void entry_ofLastWeek_isFresh() throws IOException {
        BlobCache cache = read(file("registry-blobs 2\n" + LINE + "\n"), NOW.plusSeconds(7 * 24 * 3600 - 1));

        assertThat(cache.find(URL, DIGEST, 4))
                .get()
                .satisfies(entry -> assertThat(cache.isFresh(entry)).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "registry-blobs 1\n",
                "registry-blobs 2",
                "registry-blobs 2\nnonsense\n",
                "registry-blobs 2\n\n",
                "registry-blobs 2\nhttps://a\tsha256:0\t99999999999999999999\tHASH\t1\t\t\n",
                "registry-blobs 2\nhttps://a\tsha256:0\t1\tTRUST_ME\t1\t\t\n",
                "registry-blobs 2\nhttps://a\tsha256:0\t1\tHASH\t1\tmd5:00\t\n",
                "registry-blobs 2\nhttps://a\tsha256:0\t1\tHASH\t1\t\t\u001b[31m\n",
                "registry-blobs 2\nhttps://a\tsha256:0\t1\tHASH\t1\t\t"
            })
    void cache_broken_isAWarningAndEmpty(String content) throws IOException {
        BlobCache cache = read(file(content.replace("sha256:0\t", DIGEST + "\t")), NOW);

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.CACHE_IGNORED);
            assertThat(problem.cause()).isNotBlank();
        });
        assertThat(cache.find("https://a", DIGEST, 1)).isEmpty();
    }

    @Test
    void cache_withOneBrokenLine_isNotBelievedAtAll() throws IOException {
        assertThat(read(file("registry-blobs 2\n" + LINE + "\nnonsense\n"), NOW).find(URL, DIGEST, 4))
                .isEmpty();
        assertThat(problems).hasSize(1);
    }

    @Test
    void validator_thatCouldNotBeReadAgain_isNotWritten() throws IOException {
        Path file = directory.resolve("cache");
        BlobCache cache = read(file, NOW);
        cache.keep(URL, DIGEST, 4, SeenBlob.right(Depth.HASH, "a\nb"));
        cache.keep("https://ä", DIGEST, 4, SeenBlob.right(Depth.HASH, ""));
        cache.write(problems::add);

        assertThat(file).hasContent("registry-blobs 2\n");
    }

    @Test
    void entries_tooMany_areTheLatest() throws IOException {
        Path file = directory.resolve("cache");
        StringBuilder old = new StringBuilder("registry-blobs 2\n");
        for (int i = 0; i < 100_000; i++) {
            old.append("https://a/")
                    .append(i)
                    .append('\t')
                    .append(DIGEST)
                    .append("\t1\tSIZE\t")
                    .append(i)
                    .append("\t\t\n");
        }
        Files.writeString(file, old);
        BlobCache cache = read(file, NOW);
        cache.keep(URL, DIGEST, 4, SeenBlob.right(Depth.HASH, ""));
        cache.write(problems::add);

        BlobCache again = read(file, NOW);
        assertThat(problems).isEmpty();
        assertThat(again.find(URL, DIGEST, 4)).isPresent();
        assertThat(again.find("https://a/0", DIGEST, 1)).isEmpty();
        assertThat(again.find("https://a/1", DIGEST, 1)).isPresent();
    }

    @Test
    void cache_thatCannotBeWritten_isAWarning() throws IOException {
        Path file = file("").resolve("below");
        BlobCache cache = read(file, NOW);
        problems.clear();
        cache.keep(URL, DIGEST, 4, SeenBlob.right(Depth.HASH, ""));
        cache.write(problems::add);

        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.CACHE_IGNORED);
    }
}
