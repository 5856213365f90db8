package io.github.registryorg.contribute;

/** What tokens must be allowed to do, in the words of each forge. */
final class Permissions {

    private Permissions() {}

    /** The permission to push the branch. */
    static String forPushing(ForgeKind kind) {
        return switch (kind) {
            case GITHUB ->
                "The token needs \"Contents: read and write\" on the registry's repository (or on the fork): a"
                        + " fine-grained token, or one of a GitHub App that is installed there. The GITHUB_TOKEN of"
                        + " Actions can't write to other repositories.";
            case GITLAB ->
                "The token needs the scope write_repository, and the role Developer in the registry's project (or in"
                        + " the fork). A CI_JOB_TOKEN can't push to other projects.";
            case FORGEJO ->
                "The token needs the scope write:repository, and its owner write access to the registry's repository"
                        + " (or to the fork).";
            case NONE -> "Check what the login may do, or push to a fork (registry.fork).";
        };
    }

    /** What helps where a pull request is refused with this message: not every 403 of GitHub is about the token's rights. */
    static String afterRefusal(ForgeKind kind, String message) {
        if (kind == ForgeKind.GITHUB && message.contains("GitHub Actions is not permitted")) {
            return "Allow it in the settings of the registry's repository and its organization (Actions, General, Workflow"
                    + " permissions), or use the token of a GitHub App or of a user.";
        }
        if (kind == ForgeKind.GITHUB && message.contains("SAML")) {
            return "Authorize the token for the organization that owns the registry: Configure SSO, in the list of your"
                    + " tokens on GitHub.";
        }
        if (kind == ForgeKind.GITHUB && message.contains("archived")) {
            return "Check registry.registryRepository: nobody can change an archived repository. Its owner can unarchive it.";
        }
        return forPullRequests(kind);
    }

    /** The permission to open the pull request. */
    static String forPullRequests(ForgeKind kind) {
        return switch (kind) {
            case GITHUB ->
                "The token needs \"Pull requests: read and write\" on the registry's repository, beside \"Contents:"
                        + " read and write\" where the branch is. A fine-grained token is for one owner only: for a"
                        + " registry of another owner, use a GitHub App's token, or a fork and a classic token with"
                        + " public_repo.";
            case GITLAB ->
                "The token needs the scope api, and the role Developer in the registry's project. A CI_JOB_TOKEN can't"
                        + " open merge requests.";
            case FORGEJO ->
                "The token needs the scope write:repository, and write:issue where labels are set; its owner must be"
                        + " able to read the registry's repository.";
            case NONE -> "Check what the token may do.";
        };
    }
}
