package io.github.registryorg.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What was probably meant by a text that is not valid. */
public final class Suggestion {

    private static final int MAX_COMPARED = 64;

    private static final int MAX_ADDRESS = 2000;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++(?::\\d++)?(?:/.*+)?");

    /** How an absolute path of Windows begins. */
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[/\\\\]");

    private Suggestion() {}

    /**
     * The known name that differs least, in any case; empty where all differ much.
     *
     * @param known names of at most some hundred letters
     */
    public static Optional<String> name(String word, Collection<String> known) {
        if (word.isEmpty() || word.length() > MAX_COMPARED) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        int close = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(name -> distance(lower, name) <= close)
                .min(Comparator.comparingInt(name -> distance(lower, name)));
    }

    /** The address of what is a path, or a host with or without a path; empty for anything else. */
    public static Optional<String> address(String text) {
        if (text.isBlank() || text.length() > MAX_ADDRESS) {
            return Optional.empty();
        }
        if (HOST.matcher(text).matches()) {
            return Optional.of("https://" + text);
        }
        boolean isPath = DRIVE.matcher(text).lookingAt() || text.indexOf(':') < 0;
        return isPath ? Optional.of("file:" + text.replace('\\', '/')) : Optional.empty();
    }

    /** How many letters are missing, too many, wrong, or have changed places with the next. */
    private static int distance(String word, String name) {
        String other = name.toLowerCase(Locale.ROOT);
        int[][] distances = new int[word.length() + 1][other.length() + 1];
        for (int i = 0; i <= word.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                int change = word.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                distances[i][j] = Math.min(
                        distances[i - 1][j - 1] + change, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && word.charAt(i - 1) == other.charAt(j - 2)
                        && word.charAt(i - 2) == other.charAt(j - 1)) {
                    distances[i][j] = Math.min(distances[i][j], distances[i - 2][j - 2] + 1);
                }
            }
        }
        return distances[word.length()][other.length()];
    }
}
