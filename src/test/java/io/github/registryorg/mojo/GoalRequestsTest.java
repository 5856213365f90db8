package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.FailOn;
import io.github.registryorg.check.PolicyTrialRequest;
import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.contribute.ForgeKind;
import io.github.registryorg.contribute.PullRequestRequest;
import io.github.registryorg.contribute.Tokens;
import io.github.registryorg.deploy.DeployRequest;
import io.github.registryorg.event.Contributor;
import io.github.registryorg.git.CommitSigner;
import io.github.registryorg.git.GitAddress;
import io.github.registryorg.git.GitPerson;
import io.github.registryorg.host.Host;
import io.github.registryorg.legacy.ImportRequest;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.probe.ProbeRequest;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.remote.Connections;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.source.LayerCompression;
import io.github.registryorg.starter.CiService;
import io.github.registryorg.starter.InitRequest;
import io.github.registryorg.starter.PluginRepository;
import io.github.registryorg.starter.PluginVersion;
import io.github.registryorg.starter.Recipe;
import io.github.registryorg.starter.RegistryStarter;
import io.github.registryorg.starter.SiteTarget;
import io.github.registryorg.starter.StorePlace;
import io.github.registryorg.store.BucketCredentials;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.extractor.Extractors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each parameter of each goal arrives in the request, where it belongs and nowhere else. One table for each goal: a row
 * says what its property is set to, what part of the request is looked at, and what that is without the property and
 * with it. Properties are set one at a time, so that two that are swapped are found.
 */
class GoalRequestsTest {

    /** What {@code probe} has as a goal that reads stores, though it reads none: the descriptor alone names these. */
    private static final Set<String> NO_STORE = Set.of(
            "registry.storeMap",
            "registry.hostTimeout",
            "registry.connections",
            "registry.region",
            "registry.endpoint",
            "registry.pathStyle",
            "registry.compatible",
            "registry.profile",
            "registry.server",
            "registry.acl",
            "registry.storageClass",
            "registry.encryption");

    /** What a goal does with its request, and what no request has. */
    private static final Set<String> NOT_IN_REQUEST =
            Set.of("registry.skip", "registry.requireContribution", "registry.run");

    /** As {@link #proxy} describes it. */
    private static final String PROXY =
            "proxy.test:3128 for through with secret-of-proxy, direct [direct.test, a.acme.test]";

    private static final Optional<Login> LOGIN =
            Optional.of(Login.password("key-of-registry.test", "secret-of-registry.test"));

    private static final PluginVersion PLUGIN =
            new PluginVersion("io.github.registry-org", "registry-maven-plugin", "9.9");

    private static final PluginVersion PLUGIN_ELSEWHERE = new PluginVersion(
            "io.github.registry-org",
            "registry-maven-plugin",
            "9.9",
            PluginRepository.parse("https://maven.test/releases"),
            null);

    @TempDir
    private static Path directory;

    /**
     * One property, and one part of the request.
     *
     * @param needs other properties without which this one has no effect, with the values of their rows
     */
    private record Row<R>(
            String property,
            String value,
            Function<R, @Nullable Object> part,
            @Nullable Object unset,
            @Nullable Object set,
            List<String> needs) {

        Row<R> with(String... others) {
            return new Row<>(property, value, part, unset, set, List.of(others));
        }
    }

    /**
     * The table of a goal.
     *
     * @param required properties that are always set
     * @param always parts of the request that no property changes, with what they are
     */
    private record Table<M extends RegistryMojo, R>(
            String goal,
            Class<M> type,
            Function<M, R> request,
            Map<String, String> required,
            List<Row<R>> rows,
            Map<Function<R, @Nullable Object>, Object> always) {

        Table(String goal, Class<M> type, Function<M, R> request, Map<String, String> required) {
            this(goal, type, request, required, new ArrayList<>(), new LinkedHashMap<>());
        }

        Table<M, R> row(
                String property,
                String value,
                Function<R, @Nullable Object> part,
                @Nullable Object unset,
                @Nullable Object set,
                String... needs) {
            rows.add(new Row<>(property, value, part, unset, set, List.of(needs)));
            return this;
        }

        /** A part of the request that no property of the table changes. */
        Table<M, R> always(Function<R, @Nullable Object> part, Object value) {
            always.put(part, value);
            return this;
        }

        Table<M, R> stores(Function<R, StoreAccess> access) {
            row(
                    "registry.storeMap",
                    "https://storage.test/acme=file:/srv/acme,https://b.test=file:blobs",
                    request -> Stream.of("https://storage.test/acme", "https://b.test")
                            .map(access.apply(request).map()::directoryBehind)
                            .toList(),
                    List.of(Optional.empty(), Optional.empty()),
                    List.of(Optional.of(Path.of("/srv/acme")), Optional.of(directory.resolve("blobs"))));
            row(
                    "registry.allowedHosts",
                    "10.0.0.1:5000, store.test,",
                    request -> access.apply(request).allowed(),
                    AllowedHosts.NONE,
                    new AllowedHosts(Set.of("10.0.0.1:5000", "store.test")));
            row(
                    "registry.hostTimeout",
                    "7",
                    request -> access.apply(request).hostTimeout(),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(7));
            row(
                    "registry.connections",
                    "5",
                    request -> access.apply(request).connections(),
                    Connections.DEFAULT,
                    Connections.of(5));
            Function<R, BucketSettings> bucket =
                    request -> access.apply(request).buckets();
            row("registry.region", "eu-central-1", bucket.andThen(BucketSettings::region), null, "eu-central-1");
            row(
                    "registry.endpoint",
                    "https://s3.test:9000",
                    bucket.andThen(BucketSettings::endpoint),
                    null,
                    URI.create("https://s3.test:9000"));
            row("registry.pathStyle", "true", bucket.andThen(BucketSettings::pathStyle), false, true);
            row("registry.compatible", "true", bucket.andThen(BucketSettings::compatible), false, true);
            row("registry.profile", "publisher", bucket.andThen(BucketSettings::profile), null, "publisher");
            row(
                    "registry.server",
                    "bucket",
                    bucket.andThen(BucketSettings::credentials),
                    null,
                    new BucketCredentials("key-of-bucket", "secret-of-bucket"));
            row("registry.acl", "public-read", bucket.andThen(BucketSettings::acl), null, "public-read");
            row(
                    "registry.storageClass",
                    "STANDARD_IA",
                    bucket.andThen(BucketSettings::storageClass),
                    null,
                    "STANDARD_IA");
            row("registry.encryption", "aws:kms:key", bucket.andThen(BucketSettings::encryption), null, "aws:kms:key");
            always(request -> proxy(access.apply(request).proxy()), PROXY);
            return always(request -> proxy(bucket.apply(request).proxy()), PROXY);
        }

        R request(Map<String, String> properties) {
            Map<String, String> all = new LinkedHashMap<>(required);
            all.putAll(properties);
            return request.apply(new CommandLine(goal, all, settings()).in(directory, type));
        }

        Map<String, String> propertiesOf(Row<R> row) {
            Map<String, String> properties = new LinkedHashMap<>(Map.of(row.property(), row.value()));
            rows.stream()
                    .filter(other -> row.needs().contains(other.property()))
                    .forEach(other -> properties.put(other.property(), other.value()));
            return properties;
        }

        @Override
        public String toString() {
            return goal + (required.containsKey("registry.kind") ? " " + required.get("registry.kind") : "");
        }
    }

    private static Settings settings() {
        Settings settings = new Settings();
        settings.setInteractiveMode(false);
        for (String id : List.of("bucket", "registry.test", "forge")) {
            Server server = new Server();
            server.setId(id);
            server.setUsername("key-of-" + id);
            server.setPassword("secret-of-" + id);
            settings.addServer(server);
        }
        Proxy unused = new Proxy();
        unused.setActive(false);
        unused.setHost("unused.test");
        settings.addProxy(unused);
        Proxy proxy = new Proxy();
        proxy.setId("company");
        proxy.setActive(true);
        proxy.setHost("proxy.test");
        proxy.setPort(3128);
        proxy.setNonProxyHosts("direct.test|*.acme.test");
        proxy.setUsername("through");
        proxy.setPassword("secret-of-proxy");
        settings.addProxy(proxy);
        return settings;
    }

    /** Which proxy a host is reached through, and which hosts are reached directly. */
    private static String proxy(@Nullable ProxySettings proxies) {
        List<String> direct = Stream.of("registry.test", "direct.test", "a.acme.test")
                .filter(host -> ProxySettings.via(proxies, "https", host, -1).isEmpty())
                .toList();
        return ProxySettings.via(proxies, "https", "registry.test", -1)
                        .map(proxy -> proxy.host() + ":" + proxy.port() + " for " + proxy.username() + " with "
                                + (proxy.secret() == null
                                        ? "nothing"
                                        : proxy.secret().get()))
                        .orElse("none")
                + ", direct " + direct;
    }

    /** A value that only its own package reads. */
    private static Object hidden(Object owner, String field) {
        return Extractors.byName(field).apply(owner);
    }

    private static Optional<Login> login(Logins logins) {
        return logins.find("registry.test", "acme/app");
    }

    static Stream<Table<?, ?>> tables() {
        return Stream.of(
                publish(),
                validate(),
                trial(),
                site(),
                serve(),
                pushing(),
                deploy(),
                probe(),
                imports(),
                pullRequest(),
                registry(),
                deployedRegistry(),
                container());
    }

    private static Table<PublishMojo, PublishRequest> publish() {
        return new Table<>(
                        "publish",
                        PublishMojo.class,
                        mojo -> mojo.request(mojo.output()),
                        Map.of("registry.repository", "acme/usual", "registry.store", "file:usual"))
                .row("registry.source", "oci:image", request -> request.source().name(), null, "oci:image")
                .row(
                        "registry.compress",
                        "gzip",
                        request -> request.source().compression(),
                        LayerCompression.NONE,
                        LayerCompression.GZIP)
                .row(
                        "registry.platforms",
                        "linux/amd64,linux/arm64",
                        request -> request.source().platforms(),
                        List.of(),
                        List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")))
                .row("registry.referrers", "true", request -> request.source().withReferrers(), false, true)
                .row(
                        "registry.repository",
                        "acme/app",
                        PublishRequest::repository,
                        RepositoryName.parse("acme/usual"),
                        RepositoryName.parse("acme/app"))
                .row(
                        "registry.tags",
                        "2.0, latest",
                        request -> hidden(request.tags(), "tags"),
                        List.of(),
                        List.of(Tag.parse("2.0"), Tag.parse("latest")))
                .row("registry.store", "file:blobs", PublishRequest::store, "file:usual", "file:blobs")
                .row(
                        "registry.storeUrl",
                        "https://readers.test",
                        PublishRequest::storeUrl,
                        null,
                        "https://readers.test")
                .row(
                        "registry.output",
                        "/srv/contribution",
                        PublishRequest::contribution,
                        directory.resolve("target/registry"),
                        Path.of("/srv/contribution"))
                .row("registry.keepConfigs", "false", PublishRequest::keepConfigs, true, false)
                .row(
                        "registry.allowSecrets",
                        "env:API_KEY,label:token",
                        request -> hidden(request.allowedSecrets(), "places"),
                        Set.of(),
                        Set.of("env:API_KEY", "label:token"))
                .row("registry.deep", "true", PublishRequest::deep, false, true)
                .stores(PublishRequest::access)
                .always(request -> hidden(request.tags(), "version"), "1.2")
                .always(PublishRequest::baseDirectory, directory)
                .always(PublishRequest::buildDirectory, directory.resolve("target"))
                .always(request -> login(request.source().logins()), LOGIN);
    }

    /** What {@code validate} is to do, and where its outcome goes. */
    private record Validated(ValidateRequest request, ValidationReports reports) {}

    private static Table<ValidateMojo, Validated> validate() {
        return new Table<>(
                        "validate",
                        ValidateMojo.class,
                        mojo -> new Validated(mojo.request(problem -> {}), mojo.reports()),
                        Map.of())
                .row(
                        "registry.directory",
                        "/srv/metadata",
                        validated -> validated.request().directory(),
                        directory,
                        Path.of("/srv/metadata"))
                .row("registry.deep", "true", validated -> validated.request().deep(), false, true)
                .row(
                        "registry.base",
                        "origin/main",
                        validated -> validated.request().base(),
                        null,
                        "origin/main")
                .row("registry.head", "topic", validated -> validated.request().head(), null, "topic", "registry.base")
                .row(
                        "registry.contributor",
                        "bob#1002,carol#1003",
                        validated -> validated.request().contributor().given(),
                        null,
                        Contributor.Given.parse(List.of("bob#1002", "carol#1003")))
                .row(
                        "registry.host",
                        "nginx,github-pages",
                        validated -> validated.request().hosts().stream()
                                .map(Host::name)
                                .toList(),
                        List.of("local"),
                        List.of("nginx", "github-pages"))
                .row(
                        "registry.hashUpTo",
                        "100",
                        validated -> validated.request().blobs().hashUpTo(),
                        null,
                        100L)
                .row(
                        "registry.cache",
                        "/srv/cache",
                        validated -> validated.request().blobs().cache(),
                        null,
                        Path.of("/srv/cache"))
                .row(
                        "registry.cacheAge",
                        "3",
                        validated -> validated.request().blobs().cacheAge(),
                        Duration.ofDays(7),
                        Duration.ofDays(3))
                .row(
                        "registry.verdict",
                        "/srv/v.json",
                        validated -> validated.request().verdict(),
                        null,
                        Path.of("/srv/v.json"))
                .row("registry.scrub", "true", validated -> validated.request().mustVerify(), false, true)
                .row(
                        "registry.failOn",
                        "never",
                        validated -> validated.reports().failOn(),
                        FailOn.ERROR,
                        FailOn.NEVER)
                .row(
                        "registry.reports",
                        "/srv/reports",
                        validated -> validated.reports().directory(),
                        null,
                        Path.of("/srv/reports"))
                .stores(validated -> validated.request().access());
    }

    private static Table<ValidateMojo, PolicyTrialRequest> trial() {
        return new Table<>("validate", ValidateMojo.class, ValidateMojo::trial, Map.of("registry.since", "usual"))
                .row(
                        "registry.directory",
                        "/srv/metadata",
                        PolicyTrialRequest::directory,
                        directory,
                        Path.of("/srv/metadata"))
                .row("registry.since", "v1.0", PolicyTrialRequest::since, "usual", "v1.0")
                .row("registry.head", "topic", PolicyTrialRequest::head, null, "topic")
                .row("registry.policy", "/srv/other.yaml", PolicyTrialRequest::policy, null, Path.of("/srv/other.yaml"))
                .row(
                        "registry.host",
                        "nginx,github-pages",
                        request -> request.hosts().stream().map(Host::name).toList(),
                        List.of("local"),
                        List.of("nginx", "github-pages"))
                .stores(PolicyTrialRequest::access);
    }

    private static Table<SiteMojo, List<SiteRequest>> site() {
        Path made = directory.resolve("target/registry-site");
        return new Table<>("site", SiteMojo.class, SiteMojo::requests, Map.of())
                .row(
                        "registry.directory",
                        "/srv/metadata",
                        requests -> each(requests, SiteRequest::directory),
                        Set.of(directory),
                        Set.of(Path.of("/srv/metadata")))
                .row(
                        "registry.site",
                        "/srv/site",
                        requests -> requests.size() == 1
                                ? requests.get(0).site()
                                : requests.get(0).site().getParent(),
                        made,
                        Path.of("/srv/site"))
                .row(
                        "registry.host",
                        "nginx,s3",
                        requests -> requests.stream()
                                .map(request -> request.host().name())
                                .toList(),
                        List.of("local"),
                        List.of("nginx", "s3"))
                .always(
                        requests -> requests.size() == 1
                                || requests.stream()
                                        .allMatch(request -> request.site()
                                                .endsWith(request.host().name())),
                        true)
                .row(
                        "registry.url",
                        "https://site.test",
                        requests -> requests.get(0).url(),
                        null,
                        "https://site.test")
                .row(
                        "registry.blobs",
                        "copy",
                        requests -> each(requests, SiteRequest::blobs),
                        Set.of(BlobMode.AUTO),
                        Set.of(BlobMode.COPY))
                .row(
                        "registry.tagPages",
                        "3",
                        requests -> each(requests, SiteRequest::tagPages),
                        Set.of(SiteRequest.DEFAULT_TAG_PAGES),
                        Set.of(3))
                .row(
                        "registry.verdict",
                        "/srv/v.json",
                        requests -> requests.get(0).verdict(),
                        null,
                        Path.of("/srv/v.json"))
                .row(
                        "registry.full",
                        "true",
                        requests -> each(requests, SiteRequest::full),
                        Set.of(false),
                        Set.of(true))
                .stores(requests -> requests.get(0).access());
    }

    private static Set<Object> each(List<SiteRequest> requests, Function<SiteRequest, Object> part) {
        Set<Object> parts = new HashSet<>();
        requests.forEach(request -> parts.add(part.apply(request)));
        return parts;
    }

    private static Table<ServeMojo, ServeRequest> serve() {
        return new Table<>("serve", ServeMojo.class, ServeMojo::request, Map.of())
                .row(
                        "registry.directory",
                        "/srv/metadata",
                        ServeRequest::directory,
                        directory,
                        Path.of("/srv/metadata"))
                .row(
                        "registry.site",
                        "/srv/site",
                        ServeRequest::site,
                        directory.resolve("target/registry-site"),
                        Path.of("/srv/site"))
                .row("registry.port", "0", ServeRequest::port, 5000, 0)
                .row("registry.url", "http://registry.test:5000", ServeRequest::url, null, "http://registry.test:5000")
                .row(
                        "registry.cors",
                        "https://a.test, https://b.test",
                        ServeRequest::cors,
                        List.of(),
                        List.of("https://a.test", "https://b.test"))
                .stores(ServeRequest::access);
    }

    private static Table<ServeMojo, ServeRequest> pushing() {
        return new Table<>(
                        "serve",
                        ServeMojo.class,
                        ServeMojo::request,
                        Map.of("registry.push", "true", "registry.store", "file:usual"))
                .row("registry.store", "file:blobs", request -> request.push().store(), "file:usual", "file:blobs")
                .row(
                        "registry.storeUrl",
                        "https://readers.test",
                        request -> request.push().storeUrl(),
                        null,
                        "https://readers.test")
                .row(
                        "registry.output",
                        "/srv/contribution",
                        request -> request.push().contribution(),
                        directory.resolve("target/registry"),
                        Path.of("/srv/contribution"))
                .row(
                        "registry.namespace",
                        "acme",
                        request -> request.push().namespace(),
                        null,
                        RepositoryName.parse("acme"))
                .row("registry.keepConfigs", "false", request -> request.push().keepConfigs(), true, false)
                .row(
                        "registry.allowSecrets",
                        "env:API_KEY,label:token",
                        request -> hidden(request.push().allowedSecrets(), "places"),
                        Set.of(),
                        Set.of("env:API_KEY", "label:token"))
                .row("registry.pushServer", "registry.test", ServeRequest::token, null, "secret-of-registry.test")
                .stores(ServeRequest::access);
    }

    private static Table<DeployMojo, DeployRequest> deploy() {
        return new Table<>("deploy", DeployMojo.class, DeployMojo::request, Map.of("registry.target", "s3://usual"))
                .row(
                        "registry.site",
                        "/srv/site",
                        DeployRequest::site,
                        directory.resolve("target/registry-site"),
                        Path.of("/srv/site"))
                .row("registry.target", "s3://acme-site/v", DeployRequest::target, "s3://usual", "s3://acme-site/v")
                .row(
                        "registry.directory",
                        "/srv/metadata",
                        DeployRequest::directory,
                        directory,
                        Path.of("/srv/metadata"))
                .row("registry.dryRun", "true", DeployRequest::dryRun, false, true)
                .row("registry.allowEmpty", "true", DeployRequest::allowEmpty, false, true)
                .stores(DeployRequest::access);
    }

    private static Table<ProbeMojo, ProbeRequest> probe() {
        return new Table<>("probe", ProbeMojo.class, ProbeMojo::request, Map.of("registry.url", "https://usual.test/"))
                .row(
                        "registry.url",
                        "https://other.test/below",
                        request -> request.target().registry(),
                        RemoteUrl.parse("https://usual.test"),
                        RemoteUrl.parse("https://other.test/below"))
                .row(
                        "registry.repository",
                        "acme/app",
                        request -> request.target().repository(),
                        null,
                        RepositoryName.parse("acme/app"))
                .row("registry.reference", "1.4", request -> request.target().reference(), null, Reference.parse("1.4"))
                .row("registry.deep", "true", request -> request.target().deep(), false, true)
                .row(
                        "registry.report",
                        "/srv/probe.json",
                        ProbeRequest::report,
                        directory.resolve("target/registry-probe.json"),
                        Path.of("/srv/probe.json"))
                .row(
                        "registry.allowedHosts",
                        "10.0.0.1:5000",
                        ProbeRequest::allowed,
                        AllowedHosts.NONE,
                        new AllowedHosts(Set.of("10.0.0.1:5000")))
                .always(request -> proxy(request.proxy()), PROXY)
                .always(request -> login(request.logins()), LOGIN);
    }

    private static Table<ImportMojo, ImportRequest> imports() {
        return new Table<>("import", ImportMojo.class, ImportMojo::request, Map.of())
                .row("registry.directory", "/srv/legacy", ImportRequest::directory, directory, Path.of("/srv/legacy"))
                .row(
                        "registry.report",
                        "/srv/import.json",
                        ImportRequest::report,
                        directory.resolve("target/registry-import.json"),
                        Path.of("/srv/import.json"))
                .row("registry.dryRun", "true", ImportRequest::dryRun, false, true)
                .stores(ImportRequest::access);
    }

    private static Table<PullRequestMojo, PullRequestRequest> pullRequest() {
        return new Table<>(
                        "pull-request",
                        PullRequestMojo.class,
                        mojo -> mojo.request(List.of(mojo.contribution())),
                        Map.of("registry.registryRepository", "https://forge.test/acme/usual"))
                .row(
                        "registry.registryRepository",
                        "git@other.test:acme/registry",
                        request -> request.options().registry(),
                        GitAddress.parse("", "https://forge.test/acme/usual"),
                        GitAddress.parse("", "git@other.test:acme/registry"))
                .row(
                        "registry.output",
                        "/srv/contribution",
                        PullRequestRequest::contributions,
                        List.of(directory.resolve("target/registry")),
                        List.of(Path.of("/srv/contribution")))
                .row("registry.branch", "topic", request -> request.options().branch(), null, "topic")
                .row(
                        "registry.targetBranch",
                        "stable",
                        request -> request.options().target(),
                        null,
                        "stable")
                .row(
                        "registry.fork",
                        "https://forge.test/me/registry",
                        request -> request.options().fork(),
                        null,
                        GitAddress.parse("", "https://forge.test/me/registry"))
                .row("registry.forge", "gitlab", request -> request.options().forge(), null, ForgeKind.GITLAB)
                .row(
                        "registry.forgeUrl",
                        "https://code.test/git",
                        request -> request.options().forgeUrl(),
                        null,
                        RemoteUrl.parse("https://code.test/git"))
                .row("registry.gitServer", "forge", request -> hidden(request.tokens(), "server"), null, "forge")
                .row(
                        "registry.author",
                        "Bob <bob@acme.test>",
                        request -> request.options().author().equals(new GitPerson("Bob", "bob@acme.test")),
                        false,
                        true)
                .row(
                        "registry.labels",
                        "update, containers",
                        request -> request.options().labels(),
                        List.of(),
                        List.of("update", "containers"))
                .row("registry.draft", "true", request -> request.options().draft(), false, true)
                .row("registry.signOff", "true", request -> request.options().signOff(), false, true)
                .row(
                        "registry.sign",
                        "gpg",
                        request -> Optional.ofNullable(request.options().signer())
                                .map(CommitSigner::format)
                                .orElse(null),
                        null,
                        CommitSigner.Format.GPG)
                .row(
                        "registry.signingKey",
                        "0xKEY",
                        request -> Optional.ofNullable(request.options().signer())
                                .map(CommitSigner::key)
                                .orElse(null),
                        null,
                        "0xKEY",
                        "registry.sign")
                .row("registry.rollback", "true", request -> request.options().rollback(), false, true)
                .row("registry.dryRun", "true", request -> request.options().dryRun(), false, true)
                .always(PullRequestRequest::output, directory.resolve("target"))
                .always(PullRequestRequest::source, directory)
                .always(PullRequestRequest::environment, System.getenv())
                .always(request -> token(request.tokens()), Login.password("key-of-forge", "secret-of-forge"))
                .always(request -> proxy(request.proxy()), PROXY);
    }

    @SuppressWarnings("unchecked")
    private static Login token(Tokens tokens) {
        return ((Function<String, Optional<Login>>) hidden(tokens, "servers"))
                .apply("forge")
                .orElseThrow();
    }

    private static Table<InitMojo, InitRequest> registry() {
        Function<InitRequest, RegistryStarter> starter = request -> ((InitRequest.OfRegistry) request).starter();
        return new Table<>("init", InitMojo.class, GoalRequestsTest::unasked, Map.of("registry.kind", "registry"))
                .row("registry.directory", "/srv/new", InitRequest::directory, directory, Path.of("/srv/new"))
                .row(
                        "registry.ci",
                        "travis,circleci",
                        starter.andThen(RegistryStarter::services),
                        Set.of(CiService.GITHUB_ACTIONS),
                        Set.of(CiService.TRAVIS, CiService.CIRCLECI))
                .row(
                        "registry.title",
                        "Containers",
                        starter.andThen(made -> made.title().equals("Containers")),
                        false,
                        true)
                .row(
                        "registry.url",
                        "https://site.test",
                        starter.andThen(RegistryStarter::url),
                        null,
                        "https://site.test")
                .row("registry.targetBranch", "stable", starter.andThen(RegistryStarter::branch), "main", "stable")
                .row(
                        "registry.target",
                        "s3://acme-site",
                        starter.andThen(RegistryStarter::target).andThen(SiteTarget::address),
                        null,
                        "s3://acme-site")
                .row(
                        "registry.storeUrl",
                        "https://readers.test",
                        starter.andThen(RegistryStarter::store),
                        null,
                        new StorePlace("https://readers.test"))
                .row(
                        "registry.owners",
                        "@acme/keepers",
                        starter.andThen(RegistryStarter::owners),
                        null,
                        "@acme/keepers")
                .row(
                        "registry.registryRepository",
                        "https://forge.test/acme/registry",
                        starter.andThen(RegistryStarter::gitUrl),
                        null,
                        "https://forge.test/acme/registry")
                .row(
                        "registry.pluginRepository",
                        "https://maven.test/releases",
                        starter.andThen(RegistryStarter::plugin),
                        PLUGIN,
                        PLUGIN_ELSEWHERE);
    }

    private static Table<InitMojo, InitRequest> deployedRegistry() {
        Map<String, String> usual = Map.of("registry.kind", "registry", "registry.target", "s3://usual");
        return new Table<>("init", InitMojo.class, GoalRequestsTest::unasked, usual)
                .row(
                        "registry.host",
                        "cloudfront",
                        request -> ((InitRequest.OfRegistry) request)
                                .starter()
                                .target()
                                .host(),
                        "s3",
                        "cloudfront");
    }

    private static Table<InitMojo, InitRequest> container() {
        Function<InitRequest, InitRequest.OfContainer> container = InitRequest.OfContainer.class::cast;
        return new Table<>(
                        "init",
                        InitMojo.class,
                        GoalRequestsTest::unasked,
                        Map.of(
                                "registry.kind", "container",
                                "registry.repository", "acme/usual",
                                "registry.store", "s3://usual",
                                "registry.registryRepository", "https://forge.test/acme/usual"))
                .row("registry.directory", "/srv/new", InitRequest::directory, directory, Path.of("/srv/new"))
                .row(
                        "registry.ci",
                        "travis,circleci",
                        container.andThen(InitRequest.OfContainer::services),
                        Set.of(CiService.GITHUB_ACTIONS),
                        Set.of(CiService.TRAVIS, CiService.CIRCLECI))
                .row(
                        "registry.repository",
                        "acme/app",
                        container.andThen(InitRequest.OfContainer::repository),
                        RepositoryName.parse("acme/usual"),
                        RepositoryName.parse("acme/app"))
                .row(
                        "registry.store",
                        "s3://blobs",
                        container.andThen(request -> request.store().location()),
                        "s3://usual",
                        "s3://blobs")
                .row(
                        "registry.storeUrl",
                        "https://readers.test",
                        container.andThen(request -> request.store().url()),
                        null,
                        "https://readers.test")
                .row(
                        "registry.endpoint",
                        "https://s3.test",
                        container.andThen(request -> request.store().endpoint()),
                        null,
                        "https://s3.test")
                .row(
                        "registry.builder",
                        "buildx",
                        container.andThen(request -> request.options().builder()),
                        null,
                        Recipe.BUILDX)
                .row(
                        "registry.platforms",
                        "linux/amd64,linux/arm64",
                        container.andThen(request -> request.options().platforms()),
                        List.of(),
                        List.of("linux/amd64", "linux/arm64"))
                .row(
                        "registry.signed",
                        "true",
                        container.andThen(request -> request.options().isSigned()),
                        false,
                        true)
                .row(
                        "registry.sbom",
                        "true",
                        container.andThen(request -> request.options().hasSbom()),
                        false,
                        true)
                .row(
                        "registry.registryRepository",
                        "https://forge.test/acme/registry",
                        container.andThen(InitRequest.OfContainer::gitUrl),
                        "https://forge.test/acme/usual",
                        "https://forge.test/acme/registry")
                .row(
                        "registry.pluginRepository",
                        "https://maven.test/releases",
                        container.andThen(InitRequest.OfContainer::plugin),
                        PLUGIN,
                        PLUGIN_ELSEWHERE);
    }

    private static InitRequest unasked(InitMojo mojo) {
        return mojo.request(new Questions(null, null));
    }

    @ParameterizedTest
    @MethodSource("tables")
    <R> void property_setAlone_changesItsPartOfTheRequestOnly(Table<?, R> table) {
        SoftAssertions softly = new SoftAssertions();
        for (Row<R> set : table.rows()) {
            Map<String, String> properties = table.propertiesOf(set);
            R request = table.request(properties);
            for (Row<R> row : table.rows()) {
                Object expected = properties.containsKey(row.property()) ? row.set() : row.unset();
                softly.assertThat(row.part().apply(request))
                        .as("what %s is for, with %s", row.property(), properties)
                        .isEqualTo(expected);
            }
            table.always()
                    .forEach((part, value) -> softly.assertThat(part.apply(request))
                            .as("with %s", properties)
                            .isEqualTo(value));
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("tables")
    <R> void noProperty_givesTheDefaults(Table<?, R> table) {
        R request = table.request(Map.of());
        SoftAssertions softly = new SoftAssertions();
        for (Row<R> row : table.rows()) {
            softly.assertThat(row.part().apply(request))
                    .as("what %s is for", row.property())
                    .isEqualTo(row.unset());
            softly.assertThat(row.set())
                    .as("the value of %s, which is to differ from the default", row.property())
                    .isNotEqualTo(row.unset());
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void execute_withSkip_onlySaysSo(Table<?, ?> table) throws Exception {
        for (MojoExecution.Source source : MojoExecution.Source.values()) {
            // a required property is missing, so that a goal which is not skipped fails
            RegistryMojo mojo = new CommandLine(table.goal(), Map.of("registry.skip", "true"), settings())
                    .in(directory, table.type());
            mojo.execution = new MojoExecution(mojo.execution.getMojoDescriptor(), "default", source);
            RecordingLog log = (RecordingLog) mojo.getLog();

            mojo.execute();

            assertThat(log.lines).containsExactly("INFO Skipped (registry.skip).");
            assertThat(directory).isEmptyDirectory();
        }
    }

    static Stream<String> goals() {
        return TestProject.descriptor("help").getPluginDescriptor().getMojos().stream()
                .map(MojoDescriptor::getGoal)
                .filter(goal -> !goal.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("goals")
    void properties_ofTheGoal_areAllInItsTable(String goal) {
        Set<String> known = new TreeSet<>(NOT_IN_REQUEST);
        tables().filter(table -> table.goal().equals(goal)).forEach(table -> {
            known.addAll(table.required().keySet());
            table.rows().forEach(row -> known.add(row.property()));
        });
        if (goal.equals("probe")) {
            known.addAll(NO_STORE);
        }

        assertThat(known).containsAll(CommandLine.properties(goal).keySet());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void rows_setPropertiesOfTheGoal_toOtherValuesThanTheirDefaults(Table<?, ?> table) {
        Map<String, String> properties = CommandLine.properties(table.goal());

        assertThat(table.rows())
                .allSatisfy(row -> assertThat(properties).containsKey(row.property()))
                .noneMatch(row -> Objects.equals(row.value(), properties.get(row.property())));
    }
}
