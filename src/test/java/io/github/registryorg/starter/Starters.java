package io.github.registryorg.starter;

import io.github.registryorg.oci.RepositoryName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files of every kind that can be created. */
public final class Starters {

    static final PluginVersion PLUGIN = new PluginVersion("org.example", "registry-maven-plugin", "1.0");

    static final ContainerStore AWS =
            new ContainerStore("s3://acme-blobs/containers", "https://cdn.example/containers", null);
    static final ContainerStore GOOGLE = new ContainerStore("gs://acme-blobs", null, null);
    static final ProjectPom MODULES = new ProjectPom(true, true, true, false);

    private Starters() {}

    /** One for services that all can deploy there. */
    static RegistryStarter registry(String title, String host, String target) {
        return registry(PLUGIN, title, host, target);
    }

    static RegistryStarter registry(PluginVersion plugin, String host, String target) {
        return registry(plugin, "Containers of Acme", host, target);
    }

    private static RegistryStarter registry(PluginVersion plugin, String title, String host, String target) {
        Set<CiService> services =
                EnumSet.copyOf(SiteTarget.of(host, target, Set.of()).way().services());
        return new RegistryStarter(
                plugin,
                services,
                title,
                "https://registry.example",
                "main",
                "https://git.example/acme/registry",
                SiteTarget.of(host, target, services),
                "@acme/keepers",
                null);
    }

    /** A registry for each way to a host. */
    static List<RegistryStarter> registries() {
        String title = "Containers of Acme";
        return List.of(
                registry(title, "github-pages", null),
                registry(title, "gitlab-pages", null),
                registry(title, "s3", "s3://acme-registry"),
                registry(title, "s3", "gs://acme-registry/site"),
                registry(title, "nginx", "ssh://deploy@www.acme.example:2222/srv/registry"),
                registry(title, "cloudflare-pages", "acme-registry"),
                registry(title, "netlify", "acme-registry"));
    }

    static ContainerStarter container(Recipe.Found recipe) {
        return container(PLUGIN, recipe);
    }

    static ContainerStarter container(PluginVersion plugin, Recipe.Found recipe) {
        return container(plugin, recipe, ProjectPom.NONE, ImageOptions.NONE, AWS);
    }

    static ContainerStarter container(Recipe.Found recipe, ProjectPom pom, ImageOptions options, ContainerStore store) {
        return container(PLUGIN, recipe, pom, options, store);
    }

    private static ContainerStarter container(
            PluginVersion plugin, Recipe.Found recipe, ProjectPom pom, ImageOptions options, ContainerStore store) {
        return new ContainerStarter(
                plugin,
                EnumSet.allOf(CiService.class),
                recipe,
                pom,
                options,
                RepositoryName.parse("acme/app"),
                store,
                "https://git.example/acme/registry");
    }

    /** A file of the registry that is deployed so. */
    public static StarterFile file(String way, String path) {
        return registries().stream()
                .filter(registry -> registry.target().way().id().equals(way))
                .flatMap(registry -> registry.files(false, null).stream())
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** Each kind of container with everything that may be wanted of it, and with nothing. */
    static List<ContainerStarter> containers() {
        List<ContainerStarter> all = new ArrayList<>();
        List<String> platforms = List.of("linux/amd64", "linux/arm64");
        for (ContainerStore store : List.of(AWS, GOOGLE)) {
            for (boolean isSigned : List.of(false, true)) {
                for (boolean hasSbom : List.of(false, true)) {
                    ImageOptions plain = new ImageOptions(null, List.of(), isSigned, hasSbom);
                    for (String file : List.of("Dockerfile", "app.def", "pom.xml")) {
                        all.add(container(Recipe.of(List.of(file), null), ProjectPom.NONE, plain, store));
                    }
                    all.add(container(
                            Recipe.of(List.of("Dockerfile"), null),
                            ProjectPom.NONE,
                            new ImageOptions(null, List.of("linux/arm64"), isSigned, hasSbom),
                            store));
                    for (List<String> some : List.of(List.<String>of(), platforms)) {
                        ImageOptions options = new ImageOptions(Recipe.BUILDX, some, isSigned, hasSbom);
                        all.add(container(
                                Recipe.of(List.of("Dockerfile"), Recipe.BUILDX), ProjectPom.NONE, options, store));
                    }
                }
                all.add(container(
                        Recipe.of(List.of("pom.xml"), null),
                        MODULES,
                        new ImageOptions(null, List.of(), isSigned, false),
                        store));
            }
        }
        return all;
    }

    /** The texts that can be created at paths of this form, each once. */
    public static Set<String> texts(String path) {
        return Stream.concat(
                        registries().stream().map(registry -> registry.files(false, null)),
                        containers().stream().map(ContainerStarter::files))
                .flatMap(List::stream)
                .filter(file -> file.path().matches(path))
                .map(StarterFile::text)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One list of files for each registry, and for what differs between containers. */
    static List<List<StarterFile>> all() {
        List<List<StarterFile>> all = new ArrayList<>();
        registries().forEach(registry -> all.add(registry.files(false, null)));
        for (String file : List.of("Dockerfile", "app.def", "pom.xml")) {
            all.add(container(Recipe.of(List.of(file), null)).files());
        }
        List<String> platforms = List.of("linux/amd64", "linux/arm64");
        all.add(container(
                        Recipe.of(List.of("Dockerfile"), Recipe.BUILDX),
                        ProjectPom.NONE,
                        new ImageOptions(Recipe.BUILDX, platforms, true, true),
                        GOOGLE)
                .files());
        return all;
    }
}
