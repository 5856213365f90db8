package io.github.registryorg.starter;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of a repository that builds a container.
 *
 * @param plugin that it uses
 * @param services that run its CI
 * @param recipe what it is built from
 * @param pom what is there of it
 * @param options what is wanted of the image
 * @param repository its name in the registry; of a project with modules, one of the namespace that they get names in
 * @param store where the bytes go
 * @param gitUrl of the registry's git repository
 */
public record ContainerStarter(
        PluginVersion plugin,
        Set<CiService> services,
        Recipe.Found recipe,
        ProjectPom pom,
        ImageOptions options,
        RepositoryName repository,
        ContainerStore store,
        String gitUrl) {

    /** What explains the other files, and says what to set up. */
    public static final String README = ".registry/README.md";

    private static final String DIRECTORY = "container/";

    private static final String NONE = "";

    /**
     * What a CI service gets.
     *
     * @param path of its file
     * @param template of its file
     * @param id of the texts about it
     * @param vouching how it tells AWS who a job is; empty if it can't
     */
    private record CiFile(String path, String template, String id, String vouching) {}

    private static final Map<CiService, CiFile> CI_FILES = Map.of(
            CiService.GITHUB_ACTIONS,
            new CiFile(".github/workflows/container.yml", "github.yml", "github", "actions"),
            CiService.GITLAB_CI,
            new CiFile(".gitlab-ci.yml", "gitlab.yml", "gitlab", "gitlab"),
            CiService.FORGEJO,
            new CiFile(".forgejo/workflows/container.yml", "forgejo.yml", "forgejo", "actions"),
            CiService.CIRCLECI,
            new CiFile(".circleci/config.yml", "circleci.yml", "circleci", "circleci"),
            CiService.TRAVIS,
            new CiFile(".travis.yml", "travis.yml", "travis", NONE));

    public ContainerStarter {
        services = Set.copyOf(services);
        Inputs.address("registry.registryRepository", gitUrl);
        if (store.isDirectory() && !services.isEmpty()) {
            throw refusal(
                    "registry.store=" + store.location(),
                    "is a directory of one machine, and the CI runs on others",
                    "Use a bucket (s3://BUCKET/PREFIX or gs://BUCKET/PREFIX). To publish from this machine alone, begin"
                            + " without CI: -Dregistry.ci=none.");
        }
        if (!options.platforms().isEmpty() && !recipe.recipe().isOfDockerfile()) {
            throw refusal(
                    "registry.platforms",
                    "is for a Dockerfile, and this repository builds with "
                            + recipe.recipe().tool(),
                    "Leave it out. Jib has its own setting, <from><platforms>, and makes such images with jib:build only.");
        }
        if (options.platforms().size() > 1
                && recipe.recipe() == Recipe.PODMAN
                && services.contains(CiService.GITLAB_CI)) {
            throw refusal(
                    "registry.builder=podman",
                    "can't build for several platforms in the containers of GitLab's runners",
                    "Use buildx there: -Dregistry.builder=buildx.");
        }
        if (options.hasSbom() && isOfModules(recipe, pom)) {
            throw refusal(
                    "registry.sbom",
                    "is for one image, and a project with modules may build several",
                    "Leave it out, and let each module make its own with the CycloneDX plugin for Maven.");
        }
    }

    private static RegistryException refusal(String subject, String what, String advice) {
        return new RegistryException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, what).hint(advice));
    }

    /** Whether modules build the images, each its own. */
    private static boolean isOfModules(Recipe.Found recipe, ProjectPom pom) {
        return recipe.recipe() == Recipe.JIB && pom.hasModules();
    }

    /** The files in the order in which they are printed. */
    public List<StarterFile> files() {
        Map<String, String> values = values();
        List<StarterFile> files = new ArrayList<>();
        if (recipe.recipe() != Recipe.JIB) {
            add(files, "pom.xml", "pom.xml", values);
        }
        if (isPomOurs()) {
            files.add(StarterFile.jvmOptions());
        }
        add(files, ".gitignore", "gitignore", values);
        files.addAll(plugin.checksumFiles());
        files.add(new StarterFile(README, readme(values)));
        if (isAttaching()) {
            add(files, ".registry/attach.sh", "attach.sh", values);
        }
        for (CiFile ci : ciFiles()) {
            values.put("identity", when(isVouchedFor(ci), "identity-" + ci.vouching() + ".sh"));
            add(files, ci.path(), ci.template(), values);
        }
        return files;
    }

    /** Whether Maven only publishes here: a build that was there before keeps its options. */
    private boolean isPomOurs() {
        return recipe.recipe() != Recipe.JIB && !pom.isThere();
    }

    private List<CiFile> ciFiles() {
        return services.stream().sorted().map(CI_FILES::get).toList();
    }

    /** Whether AWS gives the service's job a key by itself. */
    private boolean isVouchedFor(CiFile ci) {
        return store.isOnAws() && !ci.vouching().isEmpty();
    }

    private String readme(Map<String, String> values) {
        StringBuilder text =
                new StringBuilder(Template.of(DIRECTORY + "README.md").fill(values));
        for (CiFile ci : ciFiles()) {
            values.put("vouching", when(isVouchedFor(ci), "vouching-" + ci.id() + ".md"));
            text.append(Template.of(DIRECTORY + "about-" + ci.id() + ".md").fill(values));
        }
        return text.toString();
    }

    /** What belongs into a pom that is there. */
    public String snippet() {
        return Template.of(DIRECTORY + (isOfModules(recipe, pom) ? "snippet-modules.xml" : "snippet.xml"))
                .fill(values());
    }

    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        plugin.putInto(values);
        List<String> components = repository.components();
        boolean isJib = recipe.recipe() == Recipe.JIB;
        boolean isOfModules = isOfModules(recipe, pom);
        String namespace = components.size() == 1
                ? components.get(0)
                : String.join("/", components.subList(0, components.size() - 1));
        values.put("name", components.get(components.size() - 1));
        values.put("repository", isOfModules ? namespace + "/${project.artifactId}" : repository.name());
        values.put("described", isOfModules ? namespace + "/ARTIFACT-ID" : repository.name());
        values.put("store", store.location());
        values.put("bucket", store.bucket());
        values.put("storeUrl", store.url() == null ? NONE : store.url());
        values.put("endpoint", store.endpoint() == null ? NONE : store.endpoint());
        values.put("allowedHosts", store.privateHost().orElse(NONE));
        values.put("git", gitUrl);
        values.put("recipe", recipe.file());
        values.put("platforms", String.join(" ", options.platforms()));
        values.put("platformList", String.join(",", options.platforms()));
        String source = recipe.recipe().source();
        values.put("source", source == null ? NONE : source);
        values.put("sourceProperty", when(source != null, "source.xml"));
        values.put("properties", block("properties.xml"));
        values.put("plugin", block("plugin.xml"));
        values.put("jibConfiguration", block("jib-configuration.xml"));
        values.put("executions", block("executions.xml"));
        values.put("readers", when(store.url() != null, "store-url.xml"));
        values.put("service", when(store.endpoint() != null, "endpoint.xml"));
        values.put("privateHosts", when(store.privateHost().isPresent(), "allowed-hosts.xml"));
        values.put("pluginOfProject", when(!pom.hasPlugin(), "plugin.xml"));
        values.put("jib", when(isJib && !pom.hasJib(), "jib.xml"));
        values.put("jibOfModules", block(pom.hasJib() ? "jib-execution.xml" : "jib-modules.xml"));
        putBuild(values);
        putPublication(values, isOfModules);
        putKeys(values);
        putReadme(values, isOfModules);
        return values;
    }

    /** What the job that builds runs: programs of others, and no secret. */
    private void putBuild(Map<String, String> values) {
        boolean hasPlatforms = !options.platforms().isEmpty();
        String tool = recipe.recipe().tool();
        String build = switch (recipe.recipe()) {
            case JIB -> isOfModules(recipe, pom) ? "build-jib-modules.sh" : "build-jib.sh";
            case PODMAN -> hasPlatforms ? "build-podman-platforms.sh" : "build-podman.sh";
            case BUILDX -> options.hasSbom() ? "build-buildx-sbom.sh" : "build-buildx.sh";
            case APPTAINER -> "build-apptainer.sh";
        };
        values.put("checkout", "github-checkout.yml");
        values.put("jdk", block("tools-jdk.sh"));
        values.put("jdkOfJib", when(recipe.recipe() == Recipe.JIB, "tools-jdk.sh"));
        values.put("tools", when(recipe.recipe() != Recipe.JIB, "tools-" + tool + ".sh"));
        values.put("emulation", when(options.platforms().size() > 1, "emulation.sh"));
        values.put("build", block(build));
        values.put("platformsOption", when(hasPlatforms, "platforms-option.sh"));
        values.put("fetch", when(hasScannedSbom(), "fetch.sh"));
        values.put("sbomTool", when(hasScannedSbom(), "tools-syft.sh"));
        values.put("scan", when(hasScannedSbom(), "sbom-" + (hasPlatforms ? "platforms" : tool) + ".sh"));
        values.put("gitlabBuild", block("gitlab-" + tool + ".yml"));
    }

    /** What the job that publishes runs: nothing of the project, and what has secrets. */
    private void putPublication(Map<String, String> values, boolean isOfModules) {
        values.put("history", block("github-checkout-history.yml"));
        values.put("tags", block("tags.sh"));
        values.put("publication", block("publication.sh"));
        values.put("place", when(recipe.recipe() == Recipe.JIB, "place-jib.sh"));
        values.put("fetchAttaching", when(isAttaching(), "fetch.sh"));
        values.put("cosign", when(options.isSigned(), "tools-cosign.sh"));
        values.put("oras", when(hasScannedSbom() && !options.isSigned(), "tools-oras.sh"));
        values.put(
                "publish",
                block("publish" + (isAttaching() ? "-attaching" : NONE) + (isOfModules ? "-modules" : NONE) + ".sh"));
        values.put("sign", when(options.isSigned(), "attach-signature.sh"));
        values.put("attachSbom", when(hasScannedSbom(), "attach-sbom.sh"));
        values.put("attachOneSbom", block(options.isSigned() ? "attach-attestation.sh" : "attach-artifact.sh"));
    }

    /** Whether a program makes an SBOM of what is built; BuildKit has one of its own, which is part of the image. */
    private boolean hasScannedSbom() {
        return options.hasSbom() && recipe.recipe() != Recipe.BUILDX;
    }

    /** Whether something is attached to the image once it is published. */
    private boolean isAttaching() {
        return options.isSigned() || hasScannedSbom();
    }

    private void putKeys(Map<String, String> values) {
        values.put("githubPermissions", when(store.isOnAws(), "github-permissions-aws.yml"));
        values.put("actionsKeys", block(store.isOnAws() ? "actions-keys-aws.yml" : "actions-keys.yml"));
        values.put("actionsSigning", when(options.isSigned(), "actions-signing.yml"));
        values.put("gitlabIdToken", when(store.isOnAws(), "gitlab-id-token.yml"));
        values.put("forgejoOpenId", when(store.isOnAws(), "forgejo-open-id.yml"));
    }

    private void putReadme(Map<String, String> values, boolean isOfModules) {
        boolean hasCi = !services.isEmpty();
        values.put("ciFiles", ciFiles().stream().map(CiFile::path).collect(Collectors.joining(", ")));
        values.put("writtenOptions", when(isPomOurs(), "written-options.md"));
        values.put("writtenChecksums", when(!plugin.checksumFiles().isEmpty(), "written-checksums.md"));
        values.put("writtenAttach", when(isAttaching(), "written-attach.md"));
        values.put("writtenCi", when(hasCi, "written-ci.md"));
        values.put("aboutModules", when(isOfModules, "about-modules.md"));
        values.put("aboutSigning", when(options.isSigned() && hasCi, "about-signing.md"));
        String sbom = recipe.recipe() == Recipe.BUILDX ? "about-sbom-buildx.md" : "about-sbom.md";
        values.put("aboutSbom", when(options.hasSbom() && hasCi, sbom));
        values.put("aboutPlatforms", when(!options.platforms().isEmpty(), "about-platforms.md"));
        values.put("aboutStore", when(store.url() != null, "about-store-map.md"));
        values.put("aboutPrivate", when(store.privateHost().isPresent(), "about-private.md"));
        String several = options.platforms().isEmpty() ? NONE : "-platforms";
        values.put(
                "localCommand",
                block("local-" + recipe.recipe().tool() + (isOfModules ? "-modules" : several) + ".sh"));
        values.put("aboutProposal", block(gitUrl.matches("https?:.*") ? "about-token.md" : "about-push.md"));
        values.put("aboutSource", when(!hasCi && recipe.recipe().source() != null, "about-source.md"));
        values.put("localAttaching", when(isAttaching(), "local-attaching.md"));
        values.put("recipeVariable", when(!recipe.file().isEmpty(), "recipe-variable.sh"));
        values.put("localKeyPair", when(options.isSigned(), "local-key-pair.md"));
        values.put("ignoredKey", when(options.isSigned(), "ignored-key"));
        values.put("localKey", when(options.isSigned(), "local-key.sh"));
        values.put("localPublish", block("local-publish" + (isOfModules ? "-modules" : NONE) + ".sh"));
        values.put("aboutRelease", when(hasCi, "about-release.md"));
        values.put("aboutPartial", when(hasCi && isAttaching(), "about-partial.md"));
        values.put("secretsRole", when(ciFiles().stream().anyMatch(this::isVouchedFor), "secrets-aws.md"));
        boolean isAnyByKey = ciFiles().stream().anyMatch(ci -> !isVouchedFor(ci));
        values.put("secretsKeys", when(isAnyByKey, "secrets-keys.md"));
        values.put("secretsSigning", when(options.isSigned(), "secrets-signing.md"));
        boolean isPrivileged = recipe.recipe() == Recipe.BUILDX || recipe.recipe() == Recipe.APPTAINER;
        values.put("privileged", when(isPrivileged, "privileged.md"));
    }

    private static String block(String template) {
        return DIRECTORY + template;
    }

    private static String when(boolean isWanted, String template) {
        return isWanted ? block(template) : NONE;
    }

    private static void add(List<StarterFile> files, String path, String template, Map<String, String> values) {
        files.add(new StarterFile(path, Template.of(DIRECTORY + template).fill(values)));
    }
}
