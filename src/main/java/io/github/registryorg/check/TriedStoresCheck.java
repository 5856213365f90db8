package io.github.registryorg.check;

import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What {@code allowedStores} of a policy refuses, and nothing that is wrong with addresses whatever they allow. */
final class TriedStoresCheck implements Check {

    private final StoreCheck tried;
    private final StoreCheck anyway;

    TriedStoresCheck(RegistrySettings policy) {
        this.tried = new StoreCheck(policy, true);
        this.anyway = new StoreCheck(policy.withoutAllowedStores(), true);
    }

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        compare(problems, (check, found) -> check.repository(repository, found));
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        compare(problems, (check, found) -> check.manifest(repository, manifest, found));
    }

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        compare(problems, (check, found) -> check.tag(repository, record, found));
    }

    /** One look of a check at something. */
    private interface Look {

        void by(StoreCheck check, Consumer<Problem> found);
    }

    private void compare(Consumer<Problem> problems, Look look) {
        List<Problem> refused = new ArrayList<>();
        look.by(tried, refused::add);
        if (!refused.isEmpty()) {
            Set<Problem> wrong = new HashSet<>();
            look.by(anyway, wrong::add);
            refused.stream().filter(problem -> !wrong.contains(problem)).forEach(problems);
        }
    }
}
