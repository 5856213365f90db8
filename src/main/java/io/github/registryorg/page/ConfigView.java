package io.github.registryorg.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The first of how a container of an image runs.
 *
 * @param parameters entry point, command, user and the like
 * @param environment its variables
 * @param labels of the image
 * @param fingerprint of all of it, whatever is shown
 */
public record ConfigView(
        Shown<SettingView> parameters, Shown<SettingView> environment, Shown<SettingView> labels, String fingerprint) {

    private static final int MAX_SHOWN = 60;

    public static ConfigView of(RunSettings settings) {
        return new ConfigView(
                first(settings.parameters()),
                first(settings.environment()),
                first(settings.labels()),
                settings.fingerprint());
    }

    private static Shown<SettingView> first(Map<String, String> all) {
        List<SettingView> views = all.entrySet().stream()
                .limit(MAX_SHOWN)
                .map(entry -> new SettingView(entry.getKey(), entry.getValue()))
                .toList();
        return new Shown<>(views, all.size() - views.size());
    }

    /** One of its lists, and what the names in it are names of. */
    public record Group(String title, Shown<SettingView> settings) {}

    /** Its lists that have something in them; the parameters are names by themselves. */
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("", parameters));
        groups.add(new Group(RunSettings.ENVIRONMENT, environment));
        groups.add(new Group(RunSettings.LABEL, labels));
        groups.removeIf(group -> group.settings().isEmpty());
        return groups;
    }
}
