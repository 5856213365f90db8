package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.source.JibOutput;
import io.github.registryorg.source.SourceGrammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The goal for the modules of a build. On the command line it is for all modules that build an image, and an error
 * where one should have built an image and did not: nothing is published then.
 */
record ModulePublishing(MavenSession session, MojoExecution execution, Log log) {

    /** The goal as one module configures it. */
    interface ImageModule {

        MavenModule module();

        boolean isModuleSkipped();

        /** @throws RegistryException if a property is empty; those that are unknown are reported */
        void checkProperties();

        /** Where its image is; null for what Jib leaves in its build directory. */
        @Nullable String source();

        /** Where its contribution is written to. */
        ContributionOutput output();

        void publish();
    }

    /** Whether the goal is for all modules: not where the command line has both the image and its repository. */
    boolean isForAll(MavenModule module) {
        return isOnCommandLine()
                && module.hasPom()
                && session.getProjects().size() > 1
                && !(isUserProperty("registry.source") && isUserProperty("registry.repository"));
    }

    private boolean isOnCommandLine() {
        return execution.getSource() == MojoExecution.Source.CLI;
    }

    private boolean isUserProperty(String name) {
        return session.getUserProperties().getProperty(name) != null;
    }

    private ModuleImage image(ImageModule goal) {
        MavenModule module = goal.module();
        String source = goal.source();
        Optional<MavenProject> project = module.pom();
        if (project.isEmpty() || isForThisProject(goal)) {
            return ModuleImage.PRESENT;
        }
        return ModuleImage.of(
                project.get(),
                source,
                source == null || SourceGrammar.isThere(source, module.baseDirectory()),
                execution.getGroupId() + ":" + execution.getArtifactId(),
                session.getUserProperties(),
                isOnCommandLine() ? null : session.getStartTime().toInstant());
    }

    /** Whether the source is this project's, not that of whichever module has it; if it is absent, that is an error. */
    private boolean isForThisProject(ImageModule goal) {
        return goal.source() != null
                && !isForAll(goal.module())
                && (isOnCommandLine()
                        || isUserProperty("registry.source")
                                && session.getProjects().size() < 2);
    }

    /**
     * Publishes one module, where the goal is not called for all of them.
     *
     * @param planned executions, of which the last one fails if no module had an image
     */
    void publishOne(ImageModule goal, PlannedExecutions planned) {
        switch (image(goal)) {
            case PRESENT -> goal.publish();
            case MISSING -> throw new RegistryException(missing(goal));
            case OUTDATED ->
                throw new RegistryException(new JibOutput(goal.module().buildDirectory()).outdated());
            case NONE -> {
                if (isOnCommandLine()) {
                    throw new RegistryException(missing(goal));
                }
                publishNothing(goal);
                if (goal.output().builds().publishedNothing(goal.module().pom().orElseThrow(), execution, planned)) {
                    throw new RegistryException(nothing());
                }
            }
        }
    }

    /** Publishes all modules, in the order of the build. */
    void publishAll(List<? extends ImageModule> goals) {
        List<ImageModule> images = new ArrayList<>();
        List<ImageModule> others = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        boolean isOneSkipped = false;
        for (ImageModule goal : goals) {
            if (goal.isModuleSkipped()) {
                log.info("Skipped (registry.skip): " + goal.module().name() + ".");
                isOneSkipped = true;
                continue;
            }
            goal.checkProperties();
            switch (image(goal)) {
                case PRESENT -> images.add(goal);
                case MISSING, OUTDATED -> problems.add(missing(goal));
                case NONE -> others.add(goal);
            }
        }
        if (images.isEmpty() && problems.isEmpty() && !isOneSkipped) {
            problems.add(nothing());
        }
        if (images.size() > 1 && isUserProperty("registry.repository")) {
            problems.add(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.repository",
                            "names one repository, and several modules build an image")
                    .because(images.stream().map(image -> image.module().name()).collect(Collectors.joining(", ")))
                    .hint("Set it in the pom.xml of each module, or choose one module with -pl."));
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(problems);
        }
        others.forEach(this::publishNothing);
        publish(images);
    }

    private void publish(List<ImageModule> images) {
        boolean publishesOthers = !MavenExecutionRequest.REACTOR_FAIL_FAST.equals(session.getReactorFailureBehavior());
        List<Problem> problems = new ArrayList<>();
        for (ImageModule goal : images) {
            String module = goal.module().name();
            if (!problems.isEmpty() && !publishesOthers) {
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
                problems.add(notPublished(e.problem().code(), module, "see the next message"));
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(problems);
        }
    }

    /** Reports that the image is missing. */
    private static Problem missing(ImageModule goal) {
        return new JibOutput(goal.module().buildDirectory())
                .missing()
                .about(goal.module().name());
    }

    private static Problem notPublished(ProblemCode code, String module, String reason) {
        return Problem.of(code, module, "was not published").because(reason);
    }

    /** Reports that the module builds no image, and removes what an earlier build has published of it. */
    private void publishNothing(ImageModule goal) {
        goal.output().clear();
        log.info("Nothing to publish: " + goal.module().name() + " builds no image.");
    }

    /** Reports that no module of a build has anything to publish. */
    private static Problem nothing() {
        return Problem.of(ProblemCode.SOURCE_UNKNOWN, "", "no module of this build has an image to publish")
                .because("no module has a registry.source or target/jib-image.tar")
                .hint("Build the images first (mvn package jib:buildTar registry:publish), or set registry.source and"
                        + " registry.repository in the pom.xml of the modules that build one.");
    }
}
