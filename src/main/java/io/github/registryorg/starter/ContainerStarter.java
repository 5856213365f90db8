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
import org.jspecify.annotations.Nullable;

/**
 * The files of a repository that builds a container.
 *
 * @param plugin that it uses
 * @param services that run its CI
 * @param recipe what it is built from
 * @param repository its name in the registry
 * @param store where the bytes go
 * @param storeUrl where readers find them; null for the store's own address
 * @param gitUrl of the registry's git repository
 */
public record ContainerStarter(
        PluginVersion plugin,
        Set<CiService> services,
        Recipe.Found recipe,
        RepositoryName repository,
        String store,
        @Nullable String storeUrl,
        String gitUrl) {

    private static final String DIRECTORY = "container/";

    public ContainerStarter {
        services = Set.copyOf(services);
        for (CiService service : List.of(CiService.GITLAB_CI, CiService.FORGEJO)) {
            if (services.contains(service)) {
                throw new RegistryException(
                        Problem.of(
                                        ProblemCode.CONFIGURATION_INVALID,
                                        "registry.ci=" + service.id(),
                                        "is for registries only")
                                .hint(
                                        "For a container, one or several of these, with commas: github-actions, circleci, travis."));
            }
        }
        Inputs.store(store);
        if (storeUrl != null) {
            Inputs.storeUrl(storeUrl);
        }
        Inputs.address("registry.registryRepository", gitUrl);
    }

    /** The files in the order in which they are printed. */
    public List<StarterFile> files() {
        Map<String, String> values = values();
        List<StarterFile> files = new ArrayList<>();
        if (recipe.recipe() != Recipe.JIB) {
            add(files, "pom.xml", "pom.xml", values);
        }
        add(files, ".gitignore", "gitignore", values);
        files.addAll(plugin.checksumFiles());
        if (services.contains(CiService.GITHUB_ACTIONS)) {
            add(files, ".github/workflows/container.yml", "github.yml", values);
        }
        if (services.contains(CiService.CIRCLECI)) {
            add(files, ".circleci/config.yml", "circleci.yml", values);
        }
        if (services.contains(CiService.TRAVIS)) {
            add(files, ".travis.yml", "travis.yml", values);
        }
        return files;
    }

    /** What belongs into a pom that is there. */
    public String snippet() {
        String name = recipe.recipe() == Recipe.JIB ? "snippet-jib.xml" : "snippet.xml";
        return Template.of(DIRECTORY + name).fill(values());
    }

    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        plugin.putInto(values);
        List<String> components = repository.components();
        values.put("name", components.get(components.size() - 1));
        values.put("repository", repository.name());
        values.put("store", store);
        values.put("storeUrl", storeUrl == null ? "" : storeUrl);
        values.put("readers", storeUrl == null ? "" : DIRECTORY + "store-url.xml");
        values.put("git", gitUrl);
        values.put("recipe", recipe.file());
        values.put(
                "source",
                recipe.recipe().source() == null ? "" : recipe.recipe().source());
        values.put("checkout", "github-checkout.yml");
        values.put("history", DIRECTORY + "github-checkout-history.yml");
        values.put("tags", DIRECTORY + "tags.sh");
        values.put("jdk", DIRECTORY + "tools-jdk.sh");
        values.put("tools", DIRECTORY + "tools-" + recipe.recipe().tool() + ".sh");
        values.put("build", DIRECTORY + "build-" + recipe.recipe().tool() + ".sh");
        return values;
    }

    private static void add(List<StarterFile> files, String path, String template, Map<String, String> values) {
        files.add(new StarterFile(path, Template.of(DIRECTORY + template).fill(values)));
    }
}
