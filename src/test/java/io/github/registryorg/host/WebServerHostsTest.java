package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.ServedReferrers;
import io.github.registryorg.tree.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration of web servers and the files that it looks up, line by line as the servers read it. */
class WebServerHostsTest {

    private static final RepositoryName NAME = RepositoryName.parse("acme/app");
    private static final Digest IMAGE = Digest.sha256(new byte[0]);
    private static final Digest INDEX = Digest.sha256(new byte[1]);
    private static final Digest DOCKER = Digest.sha256(new byte[2]);
    private static final Digest STRONG = Digest.ofContent(DigestAlgorithm.SHA512, new byte[0]);
    private static final Digest BLOB = Digest.sha256(new byte[3]);
    private static final Tag REFERRERS = IMAGE.referrersTag();

    private static final BlobRule STORE = BlobRule.of(NAME, null, List.of("https://a.example/50%/$x/"));
    private static final BlobRule SINGLE = BlobRule.of(NAME, BLOB, List.of("https://c.example/\"x\""));

    private static final String BASE = "https://a.example/50%/%24x";
    private static final String KEY = WebStore.of(STORE).key();
    private static final String DIRECTORY = "-/host/v2/acme/app/";

    private static RepositoryContent content() {
        return new RepositoryContent(
                NAME,
                List.of(
                        new ServedManifest(IMAGE, MediaType.OCI_MANIFEST, IMAGE),
                        new ServedManifest(INDEX, MediaType.OCI_INDEX, INDEX),
                        new ServedManifest(DOCKER, MediaType.DOCKER_MANIFEST, DOCKER),
                        new ServedManifest(STRONG, MediaType.DOCKER_INDEX, STRONG),
                        new ServedManifest(REFERRERS, MediaType.OCI_INDEX, BLOB),
                        new ServedManifest(Tag.parse("b"), MediaType.OCI_INDEX, INDEX),
                        new ServedManifest(Tag.parse("a"), MediaType.OCI_MANIFEST, IMAGE)),
                List.of(
                        referrers("application/vnd.example.sbom+json"),
                        referrers("application/vnd.example!odd"),
                        referrers("application/" + "x".repeat(64))),
                List.of(STORE, SINGLE),
                List.of());
    }

    private static ServedReferrers referrers(String type) {
        return new ServedReferrers(IMAGE, new MediaType(type), type.getBytes());
    }

    /** The files of one repository. */
    private static EmittedFiles repository(String host) {
        EmittedFiles emitted = new EmittedFiles();
        Host.of(host).emit(content(), emitted);
        return emitted;
    }

    private static String configuration(String host, String path, BlobRule... rules) {
        return EmittedFiles.of(host, List.of(rules)).get(path);
    }

    // what servers look up

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "caddy"})
    void repository_ofAServerThatLooksUpNames_hasAFileForEach(String host) {
        EmittedFiles emitted = repository(host);

        Map<String, String> expected = new TreeMap<>();
        for (String path : List.of(
                "manifests/a/" + IMAGE + ".oci-manifest",
                "manifests/b/" + INDEX + ".oci-index",
                "manifests/" + REFERRERS + "/" + BLOB + ".referrers",
                "others/" + INDEX,
                "others/" + DOCKER,
                "others/" + STRONG,
                "docker-manifest/" + DOCKER,
                "docker-index/" + STRONG,
                "store/" + KEY)) {
            expected.put(DIRECTORY + path, "");
        }
        expected.put(
                DIRECTORY + "referrers/" + IMAGE + "/application,vnd.example.sbom+json",
                "application/vnd.example.sbom+json");
        assertThat(emitted.files()).isEqualTo(expected);
        assertThat(emitted.stage(DIRECTORY + "manifests/a/" + IMAGE + ".oci-manifest"))
                .isEqualTo(Stage.TAGS);
        assertThat(emitted.stage(DIRECTORY + "others/" + INDEX)).isEqualTo(Stage.HOST);
        assertThat(emitted.stage(DIRECTORY + "referrers/" + IMAGE + "/application,vnd.example.sbom+json"))
                .isEqualTo(Stage.LISTS);
    }

    // Apache

    @Test
    void repository_ofApache_hasItsTypesDigestsAndRedirects() {
        Map<String, String> files = repository("apache").files();

        assertThat(files)
                .containsOnlyKeys(
                        DIRECTORY + "store/" + KEY,
                        DIRECTORY + "urls/" + BLOB,
                        DIRECTORY + "referrers/" + IMAGE + "/application,vnd.example.sbom+json",
                        "-/host/tags/acme/app/-list",
                        "v2/acme/app/manifests/.htaccess",
                        "v2/acme/app/blobs/.htaccess");
        assertThat(files.get("v2/acme/app/manifests/.htaccess"))
                .isEqualTo("ForceType application/vnd.oci.image.manifest.v1+json\n"
                        + forceType(INDEX, "application/vnd.oci.image.index.v1+json")
                        + forceType(DOCKER, "application/vnd.docker.distribution.manifest.v2+json")
                        + forceType(STRONG, "application/vnd.docker.distribution.manifest.list.v2+json")
                        + "<Files \"" + REFERRERS + "\">\nForceType application/vnd.oci.image.index.v1+json\n"
                        + "SetEnvIf Request_Protocol HTTP REGISTRY_DIGEST=" + BLOB + "\n</Files>\n"
                        + "<Files \"b\">\nSetEnvIf Request_Protocol HTTP REGISTRY_NAMED=" + INDEX + "\n</Files>\n"
                        + "<Files \"a\">\nSetEnvIf Request_Protocol HTTP REGISTRY_NAMED=" + IMAGE + "\n</Files>\n");
        assertThat(files.get("v2/acme/app/blobs/.htaccess"))
                .isEqualTo("Redirect 307 \"/v2/acme/app/blobs/" + BLOB + "\" \"https://c.example/%22x%22\"\n");
    }

    private static String forceType(Digest digest, String type) {
        return "<Files \"" + digest + "\">\nForceType " + type + "\n</Files>\n";
    }

    /** What {@code last} leaves out are the first ones, so that the last has no comma in any list. */
    @Test
    void tags_ofApache_areAListWhateverIsLeftOut() {
        String list = repository("apache").files().get("-/host/tags/acme/app/-list");

        assertThat(list)
                .isEqualTo("{\"name\":\"acme/app\",\"tags\":["
                        + "<!--#if expr=\"v('REDIRECT_REGISTRY_LAST') < 'a'\" -->\"a\",<!--#endif -->"
                        + "<!--#if expr=\"v('REDIRECT_REGISTRY_LAST') < 'b'\" -->\"b\"<!--#endif -->]}");
    }

    @Test
    void repository_ofApacheWithoutManifestsOrAddresses_hasNoFiles() {
        EmittedFiles emitted = new EmittedFiles();
        Host.of("apache").emit(new RepositoryContent(NAME, List.of(), List.of()), emitted);

        assertThat(emitted.files()).isEmpty();
    }

    @Test
    void configuration_ofApache_redirectsToEachStore() {
        Map<String, String> files = EmittedFiles.of("apache", List.of(STORE, SINGLE));

        assertThat(files.get(".htaccess"))
                .contains("RewriteCond %{DOCUMENT_ROOT}/-/host/v2/$1/store/" + KEY + " -f\nRewriteRule \"^v2/(")
                .contains(" \"https://a.example/50\\%/\\%24x/$2$4/$3$5\" [NE,QSD,R=307,END]\n")
                .doesNotContain("c.example", "@STORES@");
        assertThat(files.get("-/host/tags/.htaccess")).isEqualTo("SetOutputFilter INCLUDES\n");
        assertThat(files.get("-/host/referrers.json"))
                .isEqualTo("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
                        + "\"manifests\":[]}");
        assertThat(files.get("-/host/errors/BLOB_UNKNOWN.json"))
                .isEqualTo("{\"errors\":[{\"code\":\"BLOB_UNKNOWN\","
                        + "\"message\":\"this repository has no such blob\"}]}");
        assertThat(files.keySet())
                .filteredOn(path -> path.startsWith("-/host/errors/"))
                .hasSize(6);
    }

    // nginx

    @Test
    void configuration_ofNginx_redirectsToEachStoreAndAddress() {
        Map<String, String> files = EmittedFiles.of("nginx", List.of(STORE, SINGLE));

        assertThat(files).containsOnlyKeys("-/host/nginx.conf", "-/host/nginx-http.conf");
        assertThat(files.get("-/host/nginx.conf"))
                .contains("    location = /-/host/v2/-/" + KEY + " {\n        set $registry_content $registry_digest;\n"
                        + "        return 307 \"" + BASE + "/$registry_algorithm/$registry_hex\";\n    }\n")
                .doesNotContain("c.example", "@STORES@");
        assertThat(files.get("-/host/nginx-http.conf"))
                .contains("    default \"\";\n    \"acme/app " + BLOB + "\" \"https://c.example/%22x%22\";\n}")
                .contains("map_hash_bucket_size 512;\nmap_hash_max_size 2048;\nmap $request_method ")
                .doesNotContain("@SIZES@", "@URLS@");
    }

    /** A hash table that is too small keeps nginx from starting. */
    @Test
    void configuration_ofNginxWithManyAddresses_hasALargeEnoughTable() {
        BlobRule[] rules = IntStream.range(0, 1_500)
                .mapToObj(i -> BlobRule.of(
                        NAME, Digest.sha256(Integer.toString(i).getBytes()), List.of("https://c.example/" + i)))
                .toArray(BlobRule[]::new);

        assertThat(configuration("nginx", "-/host/nginx-http.conf", rules)).contains("map_hash_max_size 3000;\n");
        assertThat(configuration("nginx", "-/host/nginx-http.conf")).doesNotContain("map_hash");
    }

    // Caddy

    @Test
    void configuration_ofCaddy_redirectsToEachStoreAndAddress() {
        String file = configuration("caddy", "-/host/Caddyfile", STORE, SINGLE);

        assertThat(file)
                .contains("{registry_url} {\n\t\"acme/app " + BLOB + "\" \"https://c.example/%22x%22\"\n\tdefault")
                .contains("\t\t\t@store-" + KEY + " file /-/host/v2/{http.regexp.blob.1}/store/" + KEY + "\n"
                        + "\t\t\troute @store-" + KEY + " {\n"
                        + "\t\t\t\theader Docker-Content-Digest {http.regexp.blob.2}\n"
                        + "\t\t\t\tredir \"" + BASE + "/{http.regexp.blob.3}{http.regexp.blob.5}"
                        + "/{http.regexp.blob.4}{http.regexp.blob.6}\" 307\n\t\t\t}\n")
                .doesNotContain("@TAGS@", "@STORES@", "@URLS@");
    }

    // all of them

    /** Two repositories in one store need one redirect. */
    @ParameterizedTest
    @ValueSource(strings = {"apache", "nginx", "caddy"})
    void store_ofSeveralRepositories_isInTheConfigurationOnce(String host) {
        BlobRule other = BlobRule.of(RepositoryName.parse("acme/tools"), null, STORE.texts());

        assertThat(EmittedFiles.of(host, List.of(STORE, other))).isEqualTo(EmittedFiles.of(host, List.of(STORE)));
    }

    /** No contribution may bring a text that stands for another in our own files. */
    @Test
    void address_withANameOfOurs_isNotReplaced() {
        BlobRule named = BlobRule.of(NAME, BLOB, List.of("https://c.example/@POLICY@@STORES@"));

        assertThat(configuration("caddy", "-/host/Caddyfile", STORE, named))
                .contains("\"https://c.example/%40POLICY%40%40STORES%40\"");
    }
}
