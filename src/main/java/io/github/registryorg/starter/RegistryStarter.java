package io.github.registryorg.starter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a new registry.
 *
 * @param plugin that it uses
 * @param services that run its CI
 * @param title of the registry
 * @param url where its site will be; null if it is not known yet
 * @param branch that contributions go into
 * @param gitUrl of the registry's git repository; null for that of the CI
 * @param target the bucket that the site goes to; null for GitHub Pages, and for none on GitLab
 * @param owners who reviews everything; null for none
 */
public record RegistryStarter(
        PluginVersion plugin,
        Set<CiService> services,
        String title,
        @Nullable String url,
        String branch,
        @Nullable String gitUrl,
        @Nullable String target,
        @Nullable String owners) {

    private static final String DIRECTORY = "registry/";

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
        if (owners != null) {
            Inputs.owners(owners);
        }
        if (target != null) {
            Inputs.bucket(target);
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
        add(files, "pom.xml", target == null ? "pom-pages.xml" : "pom-bucket.xml", values);
        if (codeOwners == null) {
            add(files, "CODEOWNERS", owners == null ? "CODEOWNERS-without-owners" : "CODEOWNERS", values);
        } else {
            files.add(codeOwners);
        }
        add(files, ".gitattributes", "gitattributes", values);
        add(files, ".gitignore", "gitignore", values);
        add(files, ".mvn/jvm.config", "jvm.config", values);
        files.addAll(plugin.checksumFiles());
        if (!hasRepositories) {
            add(files, "example/hello/README.md", "example.md", values);
        }
        if (services.contains(CiService.GITHUB_ACTIONS)) {
            for (String name : List.of("validate", "propose", "proposed", "scrub")) {
                add(files, ".github/workflows/" + name + ".yml", "github-" + name + ".yml", values);
            }
            add(
                    files,
                    ".github/workflows/site.yml",
                    target == null ? "github-site-pages.yml" : "github-site-bucket.yml",
                    values);
        }
        if (services.contains(CiService.GITLAB_CI)) {
            add(files, ".gitlab-ci.yml", "gitlab.yml", values);
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
        values.put("url", url == null ? "" : url);
        values.put("branch", branch);
        values.put("git", gitUrl == null ? "" : gitUrl);
        values.put("target", target == null ? "" : target);
        values.put("owners", owners == null ? "" : owners);
        values.put("settings", url == null ? "" : DIRECTORY + "registry-url.yaml");
        values.put("checkout", "github-checkout.yml");
        values.put("checkoutVerdict", DIRECTORY + "github-checkout-verdict.yml");
        values.put("validateSteps", DIRECTORY + "github-validate-all.yml");
        values.put("end", DIRECTORY + "github-end.yml");
        values.put("validateAll", DIRECTORY + "validate-all.sh");
        values.put("failLate", DIRECTORY + "fail-late.sh");
        values.put("deploy", DIRECTORY + (target == null ? "deploy-pages.sh" : "deploy-bucket.sh"));
        boolean hasPages = target == null && !services.equals(Set.of(CiService.GITLAB_CI));
        String pages = hasPages ? DIRECTORY + "secrets-pages.md" : "";
        values.put("secrets", target == null ? pages : DIRECTORY + "secrets-bucket.md");
        values.put("gitlabDeploy", target == null ? "" : DIRECTORY + "gitlab-deploy-bucket.yml");
        values.put("gitlabSite", target == null ? DIRECTORY + "gitlab-keep-site.yml" : "");
        values.put("gitlabPages", target == null ? DIRECTORY + "gitlab-pages.md" : "");
        values.put("aboutGithub", about(CiService.GITHUB_ACTIONS));
        values.put("aboutGitlab", about(CiService.GITLAB_CI));
        values.put("aboutCircleci", about(CiService.CIRCLECI));
        values.put("aboutTravis", about(CiService.TRAVIS));
        return values;
    }

    private String about(CiService service) {
        return services.contains(service) ? DIRECTORY + "about-" + service.id() + ".md" : "";
    }

    private static void add(List<StarterFile> files, String path, String template, Map<String, String> values) {
        files.add(new StarterFile(path, Template.of(DIRECTORY + template).fill(values)));
    }
}
