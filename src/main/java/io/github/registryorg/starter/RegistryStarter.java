package io.github.registryorg.starter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a new registry.
 *
 * @param plugin that it uses
 * @param services that run its CI; none for files without CI
 * @param title of the registry
 * @param url where its site will be; null if it is not known yet
 * @param branch that contributions go into
 * @param gitUrl of the registry's git repository; null for that of the CI
 * @param target where the CI deploys the site
 * @param owners who reviews everything; null for none
 * @param store of the containers whose pages name none; null if there is none
 */
public record RegistryStarter(
        PluginVersion plugin,
        Set<CiService> services,
        String title,
        @Nullable String url,
        String branch,
        @Nullable String gitUrl,
        SiteTarget target,
        @Nullable String owners,
        @Nullable StorePlace store) {

    public RegistryStarter {
        services = Set.copyOf(services);
        Inputs.title(title);
        Inputs.branch(branch);
        if (url != null) {
            Inputs.site(url);
        }
        if (gitUrl != null) {
            Inputs.address("registry.registryRepository", gitUrl);
        }
        Objects.requireNonNull(target, "target");
        if (owners != null) {
            Inputs.owners(owners);
        }
        if (store != null) {
            store.reachedBy(services);
        }
    }

    /**
     * In the order in which they are best read.
     *
     * @param hasRepositories whether the directory has some already, so that no example of one is needed
     * @param codeOwners the file that is made of the owners in a {@code registry.yaml} that is there; null without any
     */
    public List<StarterFile> files(boolean hasRepositories, @Nullable StarterFile codeOwners) {
        Map<String, String> values = values();
        List<StarterFile> files = new ArrayList<>();
        add(files, "README.md", "README.md", values);
        add(files, "registry.yaml", "registry.yaml", values);
        add(files, "pom.xml", "pom.xml", values);
        if (codeOwners == null) {
            add(files, "CODEOWNERS", owners == null ? "CODEOWNERS-without-owners" : "CODEOWNERS", values);
        } else {
            files.add(codeOwners);
        }
        add(files, ".gitattributes", "gitattributes", values);
        add(files, ".gitignore", "gitignore", values);
        files.add(StarterFile.jvmOptions());
        files.addAll(plugin.checksumFiles());
        if (!hasRepositories) {
            add(files, "example/hello/README.md", "example.md", values);
        }
        if (services.contains(CiService.GITHUB_ACTIONS)) {
            for (String name : List.of("validate", "propose", "proposed", "scrub", "site")) {
                add(files, ".github/workflows/" + name + ".yml", "github-" + name + ".yml", values);
            }
        }
        if (services.contains(CiService.GITLAB_CI)) {
            add(files, ".gitlab-ci.yml", "gitlab.yml", values);
        }
        if (services.contains(CiService.FORGEJO)) {
            for (String name : List.of("validate", "scrub", "site")) {
                add(files, ".forgejo/workflows/" + name + ".yml", "forgejo-" + name + ".yml", values);
            }
        }
        if (services.contains(CiService.CIRCLECI)) {
            add(files, ".circleci/config.yml", "circleci.yml", values);
        }
        if (services.contains(CiService.TRAVIS)) {
            add(files, ".travis.yml", "travis.yml", values);
        }
        return files;
    }

    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        plugin.putInto(values);
        values.put("title", title);
        values.put("url", text(url));
        values.put("branch", branch);
        values.put("git", text(gitUrl));
        values.put("host", target.host());
        values.put("target", text(target.address()));
        values.put("directory", target.directory());
        values.put("port", target.port());
        values.put("owners", text(owners));
        values.put("store", store == null ? "" : store.address());
        Optional<String> privateHost = store == null ? Optional.empty() : store.privateHost();
        values.put("allowedHosts", privateHost.orElse(""));
        new RegistryBlocks(services, target, url != null, store != null, privateHost.isPresent()).putInto(values);
        return values;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static void add(List<StarterFile> files, String path, String template, Map<String, String> values) {
        files.add(new StarterFile(
                path, Template.of(RegistryBlocks.DIRECTORY + template).fill(values)));
    }
}
