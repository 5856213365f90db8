package io.github.registryorg.mojo;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.rtinfo.RuntimeInformation;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.classworlds.ClassWorld;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * What a user gives to a goal: properties with {@code -D}, and {@code settings.xml}. Maven's own classes make the values
 * of the parameters of them, by the descriptor of the plugin.
 *
 * @param goal as users name it
 * @param properties values by their names
 */
record CommandLine(String goal, Map<String, String> properties, Settings settings) {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(registry\\.\\w+)}");

    /** The default value of each property of a goal; the empty string where it has none. */
    static Map<String, String> properties(String goal) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (Parameter parameter : TestProject.descriptor(goal).getParameters()) {
            String expression = parameter.getExpression();
            Matcher matcher = EXPRESSION.matcher(expression == null ? "" : expression);
            if (matcher.matches()) {
                properties.put(
                        matcher.group(1), parameter.getDefaultValue() == null ? "" : parameter.getDefaultValue());
            }
        }
        return properties;
    }

    /** The goal in a project in this directory. */
    <T extends RegistryMojo> T in(Path directory, Class<T> type) {
        try {
            T mojo = type.getDeclaredConstructor().newInstance();
            mojo.session = mock(MavenSession.class);
            TestProject.in(directory, mojo);
            configure(mojo);
            for (Class<?> level = type; level != null; level = level.getSuperclass()) {
                for (java.lang.reflect.Field field : level.getDeclaredFields()) {
                    if (field.getType() == SettingsDecrypter.class) {
                        MojoExtension.setVariableValueToObject(mojo, field.getName(), decrypter());
                    } else if (field.getType() == RuntimeInformation.class) {
                        MojoExtension.setVariableValueToObject(mojo, field.getName(), mock(RuntimeInformation.class));
                    }
                }
            }
            return mojo;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void configure(RegistryMojo mojo) throws Exception {
        Properties user = new Properties();
        user.putAll(properties);
        when(mojo.session.getUserProperties()).thenReturn(user);
        when(mojo.session.getSettings()).thenReturn(settings);
        when(mojo.session.getCurrentProject()).thenReturn(mojo.project);
        when(mojo.session.getPluginContext(any(), any())).thenReturn(new ConcurrentHashMap<>());
        MojoDescriptor descriptor = mojo.execution.getMojoDescriptor();
        PlexusConfiguration wanted = new DefaultPlexusConfiguration("configuration");
        PlexusConfiguration all = descriptor.getMojoConfiguration();
        for (Parameter parameter : descriptor.getParameters()) {
            if (!parameter.getName().equals("session") && all.getChild(parameter.getName(), false) != null) {
                wanted.addChild(all.getChild(parameter.getName()));
            }
        }
        ClassRealm realm = new ClassWorld("plugin", mojo.getClass().getClassLoader()).getRealm("plugin");
        new BasicComponentConfigurator()
                .configureComponent(
                        mojo, wanted, new PluginParameterExpressionEvaluator(mojo.session, mojo.execution), realm);
    }

    /** Finds nothing to decrypt. */
    private static SettingsDecrypter decrypter() {
        SettingsDecrypter decrypter = mock();
        when(decrypter.decrypt(any())).thenAnswer(call -> {
            SettingsDecryptionRequest request = call.getArgument(0);
            SettingsDecryptionResult result = mock();
            when(result.getServer()).thenAnswer(none -> request.getServers().get(0));
            when(result.getProxy()).thenAnswer(none -> request.getProxies().get(0));
            return result;
        });
        return decrypter;
    }
}
