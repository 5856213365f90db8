package io.github.registryorg.mojo;

import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;
import org.codehaus.plexus.configuration.PlexusConfigurationException;

/** Where a goal runs: in a project, or in a directory without one, with settings by which Maven knows the prefix. */
final class TestProject {

    private TestProject() {}

    /** In a project of packaging jar and version 1.2, with its pom in this directory. */
    static RecordingLog in(Path directory, RegistryMojo mojo) {
        MavenProject project = new MavenProject();
        project.setFile(directory.resolve("pom.xml").toFile());
        project.setVersion("1.2");
        project.setPackaging("jar");
        Build build = new Build();
        build.setDirectory(directory.resolve("target").toString());
        project.setBuild(build);
        mojo.project = project;
        return run(directory, mojo);
    }

    /** In a directory without a pom, where Maven makes up a project without a file. */
    static RecordingLog without(Path directory, RegistryMojo mojo) {
        mojo.project = new MavenProject();
        return run(directory, mojo);
    }

    private static RecordingLog run(Path directory, RegistryMojo mojo) {
        mojo.execution = new MojoExecution(descriptor(mojo));
        mojo.execution.getMojoDescriptor().getPluginDescriptor().setVersion("9.9");
        when(mojo.session.getExecutionRootDirectory()).thenReturn(directory.toString());
        when(mojo.session.getSettings()).thenReturn(new Settings());
        when(mojo.session.getPluginGroups()).thenReturn(List.of("io.github.registry-org"));
        when(mojo.session.getStartTime()).thenReturn(new Date());
        when(mojo.session.getUserProperties()).thenReturn(new Properties());
        when(mojo.session.getSystemProperties()).thenReturn(new Properties());
        when(mojo.session.getRequest()).thenReturn(new DefaultMavenExecutionRequest());
        RecordingLog log = new RecordingLog();
        mojo.setLog(log);
        return log;
    }

    private static MojoDescriptor descriptor(RegistryMojo mojo) {
        String type = mojo.getClass().getSimpleName();
        String word = type.substring(0, type.length() - "Mojo".length());
        return descriptor(word.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
    }

    /** A goal as its plugin's descriptor has it. */
    static MojoDescriptor descriptor(String goal) {
        try (Reader descriptor = Files.newBufferedReader(Path.of("target/classes/META-INF/maven/plugin.xml"))) {
            return new PluginDescriptorBuilder().build(descriptor).getMojo(goal);
        } catch (IOException | PlexusConfigurationException e) {
            throw new IllegalStateException("no descriptor", e);
        }
    }
}
