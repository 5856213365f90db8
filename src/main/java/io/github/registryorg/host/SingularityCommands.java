package io.github.registryorg.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The commands of Singularity and Apptainer that need nothing of a host but plain files, at any path. */
public final class SingularityCommands {

    /** What clients take for the address of a registry in {@code shub://}: no port, no underscore. */
    private static final Pattern HUB = Pattern.compile("[-.a-zA-Z0-9/]{1,64}");

    /** A name of three components follows its host; other names would be taken for one with it. */
    private static final int WITH_HOST = 3;

    private SingularityCommands() {}

    /**
     * The commands for one image.
     *
     * @param path of the site on its host; empty at the root
     * @param library whether the site answers for it by {@code library://}
     * @param hub whether it does by {@code shub://}
     */
    public static List<ClientCommand> of(Pull pull, String path, boolean library, boolean hub) {
        String apptainer = "apptainer pull " + pull.flag("--no-https");
        String image = pull.repository() + ":" + pull.tag();
        List<ClientCommand> commands = new ArrayList<>();
        if (library) {
            boolean together = path.isEmpty() && pull.repository().components().size() == WITH_HOST;
            String site = (pull.secure() ? "https://" : "http://") + pull.authority() + path;
            commands.add(new ClientCommand(
                    "apptainer",
                    together
                            ? apptainer + "library://" + pull.authority() + "/" + image
                            : apptainer + "--library " + site + " library://" + image));
        }
        String prefix = pull.repository().name();
        int container = prefix.lastIndexOf('/');
        int user = container < 0 ? -1 : prefix.lastIndexOf('/', container - 1);
        String registry = pull.authority() + path + (user < 0 ? "" : "/" + prefix.substring(0, user));
        if (hub && HUB.matcher(registry).matches()) {
            commands.add(new ClientCommand("apptainer", apptainer + "shub://" + pull.authority() + path + "/" + image));
        }
        return commands;
    }
}
