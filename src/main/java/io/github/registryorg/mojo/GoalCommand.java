package io.github.registryorg.mojo;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecution;

/**
 * The command that runs a goal of this plugin, for messages. It has the plugin's full name: the short prefix only works
 * where a {@code pom.xml} names the plugin.
 *
 * @param text to be copied into a shell
 */
record GoalCommand(String text) {

    private static final Pattern PLAIN_WORD = Pattern.compile("[\\w./:=+@%,\\\\-]*");

    /** @param running a goal of the same plugin */
    static GoalCommand of(MojoExecution running, String goal) {
        return new GoalCommand("mvn " + running.getGroupId() + ":" + running.getArtifactId() + ":"
                + running.getVersion() + ":" + goal);
    }

    /** With a property, as one word for the shell whatever characters the path has. */
    GoalCommand with(String property, Path value) {
        return with(property, value.toString());
    }

    /** The same with any value. */
    GoalCommand with(String property, String value) {
        return new GoalCommand(text + " " + quoted("-D" + property + "=" + value));
    }

    private static String quoted(String word) {
        if (PLAIN_WORD.matcher(word).matches()) {
            return word;
        }
        return File.separatorChar == '\\' ? "\"" + word + "\"" : "'" + word.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return text;
    }
}
