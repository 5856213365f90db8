package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.host.Host;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.starter.SiteTarget.Way;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTargetTest {

    private static final Set<CiService> ALL = EnumSet.allOf(CiService.class);

    @Test
    void hosts_withAWay_areHosts() {
        assertThat(SiteTarget.hosts())
                .contains("github-pages", "gitlab-pages", "s3", "nginx", "netlify")
                .doesNotContain("local")
                .allSatisfy(name -> assertThat(Host.of(name).name()).isEqualTo(name));
    }

    @ParameterizedTest
    @CsvSource({
        ", s3://acme/site, s3, AWS",
        ", gs://acme, s3, GOOGLE",
        "cloudfront, s3://acme, cloudfront, AWS",
        "apache, ssh://deploy@www.acme.example/srv, apache, RSYNC",
        "netlify, 0a1b-2c, netlify, NETLIFY",
        "cloudflare-pages, acme-registry, cloudflare-pages, CLOUDFLARE_PAGES"
    })
    void target_ofHostAndAddress_hasItsWay(String host, String address, String expected, Way way) {
        SiteTarget target = SiteTarget.of(host, address, ALL);
        assertThat(target.host()).isEqualTo(expected);
        assertThat(target.way()).isEqualTo(way);
        assertThat(target.address()).isEqualTo(address);
    }

    @Test
    void target_unnamed_isThePagesOfTheService() {
        assertThat(SiteTarget.of(null, null, EnumSet.of(CiService.GITLAB_CI)).way())
                .isEqualTo(Way.GITLAB_PAGES);
        assertThat(SiteTarget.of(null, null, EnumSet.of(CiService.TRAVIS)).way())
                .isEqualTo(Way.GITHUB_PAGES);
        assertThat(SiteTarget.of("nginx", null, Set.of()).directory()).isEmpty();
    }

    @Test
    void directory_ofAWebServer_isAsRsyncNamesIt() {
        SiteTarget other = SiteTarget.of("nginx", "ssh://deploy@www.acme.example:2222/srv/registry", ALL);
        assertThat(other.directory()).isEqualTo("deploy@www.acme.example:/srv/registry/");
        assertThat(other.port()).isEqualTo("2222");
        assertThat(SiteTarget.of("nginx", "ssh://d@h/srv/", ALL).directory()).isEqualTo("d@h:/srv/");
        assertThat(SiteTarget.of("nginx", "ssh://d@h/srv/", ALL).port()).isEqualTo("22");
        assertThat(SiteTarget.of("s3", "s3://acme", ALL).directory()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gopher | | is not a host that CI deploys to. It is one of github-pages, ",
                "local | | is not a host that CI deploys to",
                " | ssh://d@h/srv | registry.host: is missing. Name the web server: nginx, apache or caddy.",
                "nginx | | registry.target: is missing. For the host nginx it has to be the directory on the server",
                "s3 | | registry.target: is missing. For the host s3 it has to be s3://BUCKET/PREFIX.",
                "github-pages | | registry.ci=gitlab-ci,forgejo-actions: can't deploy to github-pages. Name another host",
                "github-pages | s3://acme | can't be used with the host github-pages. Leave it out",
                "nginx | s3://acme | can't be used with the host nginx",
                "cloudfront | gs://acme | can't be used with the host cloudfront. It has to be s3://BUCKET/PREFIX.",
                "cloudflare-pages | Acme Registry | It has to be the name of the project."
            })
    void target_thatDoesNotFit_isRefused(String host, String address, String message) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> SiteTarget.of(host, address, ALL))
                .withMessageContaining(message);
    }

    /** What a shell, ssh or rsync would take for something else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://www.acme.example/srv",
                "ssh://-oProxyCommand=x@h/srv",
                "ssh://d@-oProxyCommand=x/srv",
                "ssh://d@h/srv registry",
                "ssh://d@h/$(id)",
                "ssh://d@h:0/srv",
                "ssh://d@h",
                "ssh://d@h/"
            })
    void directory_ofAnotherForm_isRefused(String address) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> SiteTarget.of("caddy", address, ALL))
                .withMessageContaining("registry.target=");
    }

    @Test
    void clients_ofAHost_areKnownBeforehand() {
        assertThat(SiteTarget.of("nginx", "ssh://d@h/srv", ALL).clients("https://registry.example/"))
                .singleElement()
                .asString()
                .startsWith("Clients that can pull everything from nginx: docker, ")
                .endsWith("podman artifact.");
        assertThat(SiteTarget.of(null, null, EnumSet.of(CiService.TRAVIS)).clients(null))
                .satisfiesExactly(
                        able -> assertThat(able).contains("if the site is at the root of its host: apptainer oras://,"),
                        some -> assertThat(some).isEqualTo("Those that can pull some of it: crane."),
                        none -> assertThat(none).startsWith("Those that can't pull from it: docker, "),
                        why -> assertThat(why).isEqualTo("because manifests are not served as their media types."));
        assertThat(SiteTarget.of("s3", "s3://acme", ALL).clients("https://acme.example/registry"))
                .anyMatch(line -> line.startsWith("Those that can't pull from it: docker, "))
                .noneMatch(line -> line.contains("everything from s3: docker"));
    }
}
