package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/**
 * The goal on the command line of a multi-module build: all modules that build an image, or an error that says which
 * was not published. Nothing is published where an image is missing.
 *
 * @param goals configured for each module of the session, in the order of the build
 */
record ModulePublishing(MavenSession session, List<ImageModule> goals, Log log) {

    /** The goal as one module configures it. */
    interface ImageModule {

        /** The module's name in messages. */
        String module();

        boolean isModuleSkipped();

        /** Whether the command line has this property. */
        boolean isAsked(String property);

        /** @throws RegistryException if a property is empty; those that are unknown are reported */
        void checkProperties();

        ModuleImage image();

        /** That there is no image, though there should be one. */
        Problem missing();

        void publish();

        /** Reports that the module builds no image. */
        void publishNothing();
    }

    void run() {
        List<ImageModule> images = new ArrayList<>();
        List<ImageModule> others = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        boolean isOneSkipped = false;
        for (ImageModule goal : goals) {
            if (goal.isModuleSkipped()) {
                log.info("Skipped (registry.skip): " + goal.module() + ".");
                isOneSkipped = true;
                continue;
            }
            goal.checkProperties();
            switch (goal.image()) {
                case PRESENT -> images.add(goal);
                case MISSING, OUTDATED -> problems.add(goal.missing());
                case NONE -> others.add(goal);
            }
        }
        if (images.isEmpty() && problems.isEmpty() && !isOneSkipped) {
            problems.add(nothing());
        }
        if (images.size() > 1 && goals.get(0).isAsked("registry.repository")) {
            problems.add(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.repository",
                            "names one repository, and several modules build an image")
                    .because(images.stream().map(ImageModule::module).collect(Collectors.joining(", ")))
                    .hint("Set it in the pom.xml of each module, or choose one module with -pl."));
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(problems);
        }
        others.forEach(ImageModule::publishNothing);
        publish(images);
    }

    private void publish(List<ImageModule> images) {
        boolean goesOn = !MavenExecutionRequest.REACTOR_FAIL_FAST.equals(session.getReactorFailureBehavior());
        List<Problem> problems = new ArrayList<>();
        for (ImageModule goal : images) {
            String module = goal.module();
            if (!problems.isEmpty() && !goesOn) {
                problems.add(notPublished(problems.get(0).code(), module, "another module failed before it"));
                continue;
            }
            try {
                log.info("Publishing " + module);
                goal.publish();
            } catch (RunInterruptedException e) {
                throw e;
            } catch (RegistryException e) {
                log.debug(e);
                problems.add(notPublished(e.problem().code(), module, "the next message says why"));
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(problems);
        }
    }

    private static Problem notPublished(ProblemCode code, String module, String reason) {
        return Problem.of(code, module, "was not published").because(reason);
    }

    /** That no module of a build has anything to publish. */
    static Problem nothing() {
        return Problem.of(ProblemCode.SOURCE_UNKNOWN, "", "no module of this build has an image to publish")
                .because("no module has a registry.source or target/jib-image.tar")
                .hint("Build the images first (mvn package jib:buildTar registry:publish), or set registry.source and"
                        + " registry.repository in the pom.xml of the modules that build one.");
    }
}
