package io.github.registryorg;

import io.github.registryorg.file.WholeFile;
import io.github.registryorg.starter.StarterFile;
import io.github.registryorg.starter.Starters;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflows that {@code registry:init} writes fit GitHub's published schema, which action-validator brings. */
class WorkflowSchemaIT {

    @TempDir
    Path temporary;

    @Test
    void workflowsFitTheirSchema() {
        RealClient validator = RealClient.of("action-validator");
        int number = 0;
        for (List<StarterFile> files : Starters.all()) {
            Path folder = temporary.resolve("begun-" + number++);
            files.forEach(file -> WholeFile.write(folder.resolve(file.path()), file.bytes()));
            for (StarterFile file : files) {
                if (file.path().startsWith(".github/")) {
                    validator.run(folder, file.path());
                }
            }
        }
    }
}
