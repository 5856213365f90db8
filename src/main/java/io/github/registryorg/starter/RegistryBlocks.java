package io.github.registryorg.starter;

import io.github.registryorg.starter.SiteTarget.Way;
import java.util.Map;
import java.util.Set;

/**
 * Which template fills which gap of the files of a registry, by what the registry is.
 *
 * @param services that run its CI
 * @param target where they deploy the site
 * @param hasUrl whether the address of the site is known
 * @param hasStore whether there is a store for repositories that name none
 * @param hasPrivateStore whether that store is in a private network
 */
record RegistryBlocks(
        Set<CiService> services, SiteTarget target, boolean hasUrl, boolean hasStore, boolean hasPrivateStore) {

    /** Where templates are. */
    static final String DIRECTORY = "registry/";

    private static final String NONE = "";

    /** Its name there, then what is inside; a newer one is a change of this line. */
    private static final String MAVEN_IMAGE = "maven:3.9.16-eclipse-temurin-17-noble"
            + "@sha256:a8746f15d5bb26b5b8bacb056cc76211553850f4c71d16aff845cfa004cbc197";

    private static final String NODE_IMAGE =
            "node:22-bookworm@sha256:cd7bcd2e7a1e6f72052feb023c7f6b722205d3fcab7bbcbd2d1bfdab10b1e935";

    void putInto(Map<String, String> values) {
        putFiles(values);
        putSteps(values);
        putDeployment(values);
        putTexts(values);
    }

    private void putFiles(Map<String, String> values) {
        values.put("address", when(hasUrl, "registry-url.yaml"));
        values.put("stores", of(hasStore ? "registry-store.yaml" : "registry-no-store.yaml"));
        values.put("bucket", when(way().isBucket() && target.address() != null, "pom-bucket.xml"));
        values.put("allowed", when(hasPrivateStore, "pom-allowed-hosts.xml"));
    }

    /** What every way has. */
    private static void putSteps(Map<String, String> values) {
        values.put("checkout", "github-checkout.yml");
        values.put("checkoutVerdict", of("github-checkout-verdict.yml"));
        values.put("validateSteps", of("github-validate-all.yml"));
        values.put("validateAll", of("validate-all.sh"));
        values.put("keepVerdict", of("keep-verdict.sh"));
        values.put("failLate", of("fail-late.sh"));
        values.put("fetchSite", of("github-fetch-site.yml"));
        values.put("gitlabMake", of("gitlab-make.yml"));
        values.put("gitToken", of("git-token.sh"));
        values.put("travisCheckout", of("travis-checkout.sh"));
    }

    private void putDeployment(Map<String, String> values) {
        Way way = way();
        boolean isAws = way == Way.AWS;
        boolean isBranch = way == Way.GITHUB_PAGES;
        boolean hasVariables = way == Way.RSYNC || way.isByNode();
        values.put("environmentName", isBranch ? "github-pages" : "registry");
        values.put("mavenImage", MAVEN_IMAGE);
        values.put("nodeImage", NODE_IMAGE);
        values.put("deployImage", way.isByNode() ? NODE_IMAGE : MAVEN_IMAGE);
        values.put("container", when(way.isByNode(), "github-container.yml"));
        values.put("imageOfDeploy", when(way.isByNode(), "gitlab-deploy-image.yml"));

        values.put("jdk", when(way.isByNode(), "tools-jdk.sh"));
        values.put("node", when(way.isByNode(), "tools-nvm.sh"));
        values.put("tools", when(hasVariables, "tools-" + way.id() + ".sh"));
        values.put("install", when(hasVariables, "forgejo-install.yml"));

        String other = way.isBucket() ? "bucket" : "other";
        values.put("handOver", of(isBranch ? "github-hand-pages.yml" : "github-hand-site.yml"));
        values.put("deployJob", of("github-deploy-" + (isBranch ? "pages" : other) + ".yml"));
        values.put("gitlabSite", of(way == Way.GITLAB_PAGES ? "gitlab-pages.yml" : "gitlab-site.yml"));
        values.put("deploy", when(way != Way.GITLAB_PAGES, "deploy-" + (way.isBucket() ? "bucket" : way.id()) + ".sh"));
        values.put("pagesOfCircleci", when(isBranch, "pages-of-circleci.sh"));
        values.put("pagesOfTravis", when(isBranch, "pages-of-travis.sh"));

        values.put("environment", when(way.isBucket() || hasVariables, "actions-env-" + way.id() + ".yml"));
        values.put("variables", when(hasVariables, "variables-" + way.id() + ".yml"));
        values.put("travisEnv", when(hasVariables, "travis-env-" + way.id() + ".yml"));

        values.put("idToken", when(isAws, "github-id-token.yml"));
        values.put("idTokens", when(isAws, "gitlab-id-tokens.yml"));
        values.put("openId", when(isAws, "forgejo-open-id.yml"));
        values.put("loginActions", when(isAws, "login-aws-actions.sh"));
        values.put("loginGitlab", when(isAws, "login-aws-gitlab.sh"));
        values.put("loginCircleci", when(isAws, "login-aws-circleci.sh"));
    }

    private void putTexts(Map<String, String> values) {
        values.put("aboutStore", when(hasPrivateStore, "about-private-store.md"));
        values.put("aboutNone", when(services.isEmpty(), "about-none.md"));
        values.put("aboutTarget", when(!services.isEmpty(), "target-" + way().id() + ".md"));
        putTexts("Github", CiService.GITHUB_ACTIONS, values);
        putTexts("Gitlab", CiService.GITLAB_CI, values);
        putTexts("Forgejo", CiService.FORGEJO, values);
        putTexts("Circleci", CiService.CIRCLECI, values);
        putTexts("Travis", CiService.TRAVIS, values);
    }

    private void putTexts(String gap, CiService service, Map<String, String> values) {
        boolean isThere = services.contains(service);
        boolean hasOwn = way() == Way.AWS || way() == Way.GITHUB_PAGES;
        values.put("about" + gap, when(isThere, "about-" + service.id() + ".md"));
        values.put("target" + gap, when(isThere && hasOwn, "target-" + way().id() + "-" + service.id() + ".md"));
    }

    private Way way() {
        return target.way();
    }

    private static String of(String template) {
        return DIRECTORY + template;
    }

    private static String when(boolean isThere, String template) {
        return isThere ? of(template) : NONE;
    }
}
