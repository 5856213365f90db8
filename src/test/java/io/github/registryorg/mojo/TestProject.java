package io.github.registryorg.mojo;

import static org.mockito.Mockito.when;

import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;

/** Where a goal runs: in a project, or in a folder without one. */
final class TestProject {

    private TestProject() {}

    /** In a project of packaging jar and version 1.2, with its pom in this folder. */
    static RecordingLog in(Path folder, RegistryMojo mojo) {
        MavenProject project = new MavenProject();
        project.setFile(folder.resolve("pom.xml").toFile());
        project.setVersion("1.2");
        project.setPackaging("jar");
        Build build = new Build();
        build.setDirectory(folder.resolve("target").toString());
        project.setBuild(build);
        mojo.project = project;
        return run(folder, mojo);
    }

    /** In a folder without a pom, where Maven makes up a project without a file. */
    static RecordingLog without(Path folder, RegistryMojo mojo) {
        mojo.project = new MavenProject();
        return run(folder, mojo);
    }

    private static RecordingLog run(Path folder, RegistryMojo mojo) {
        Plugin plugin = new Plugin();
        plugin.setGroupId("io.github.registry-org");
        plugin.setArtifactId("registry-maven-plugin");
        plugin.setVersion("9.9");
        mojo.execution = new MojoExecution(plugin, "goal", "test");
        when(mojo.session.getExecutionRootDirectory()).thenReturn(folder.toString());
        when(mojo.session.getSettings()).thenReturn(new Settings());
        RecordingLog log = new RecordingLog();
        mojo.setLog(log);
        return log;
    }
}
