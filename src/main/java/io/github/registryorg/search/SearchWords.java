package io.github.registryorg.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Text → the words that search finds it by: runs of letters and digits, in lower case and without accents; a dot between
 * two digits belongs to the word, so that {@code 1.4.2} is one. {@code search.js} splits what a reader types by the same
 * rules.
 */
final class SearchWords {

    /** Characters of a word that count. */
    static final int MAX_LENGTH = 32;

    /** The same where words are not separated, so that each character begins one. */
    private static final int MAX_UNSEPARATED = 8;

    /** Scripts that are written without spaces between words. */
    private static final Set<UnicodeScript> UNSEPARATED = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** ASCII has no accents, and no letters but those of English. */
    private static final char FIRST_FOLDED = 0x80;

    private static final char FIRST_UNSEPARATED = '\u0E00';

    private SearchWords() {}

    /**
     * Passes each word on, in the order of the text.
     *
     * @param text may be null, which has none
     */
    static void forEach(@Nullable String text, Consumer<String> words) {
        if (text == null) {
            return;
        }
        String folded = folded(text);
        int start = 0;
        for (int i = 0; i <= folded.length(); i++) {
            if (i == folded.length() || !isInWord(folded, i, start)) {
                if (i > start) {
                    word(folded.substring(start, i), words);
                }
                start = i + 1;
            }
        }
    }

    private static void word(String word, Consumer<String> words) {
        boolean separated = true;
        for (int i = 0; i < word.length() && separated; i++) {
            separated = !isUnseparated(word.charAt(i));
        }
        if (separated) {
            words.accept(start(word, MAX_LENGTH));
            return;
        }
        for (int i = 0; i < word.length(); i++) {
            if (i == 0 || isUnseparated(word.charAt(i))) {
                words.accept(start(word.substring(i), MAX_UNSEPARATED));
            }
        }
    }

    private static String start(String word, int most) {
        return word.length() <= most ? word : word.substring(0, most);
    }

    private static String folded(String text) {
        int ascii = 0;
        while (ascii < text.length() && text.charAt(ascii) < FIRST_FOLDED) {
            ascii++;
        }
        if (ascii == text.length()) {
            return text.toLowerCase(Locale.ROOT);
        }
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                // one letter, which has another form at the end of a word
                folded.append(c == 'ς' ? 'σ' : c);
            }
        }
        return folded.toString();
    }

    /** @param start of the word that it would continue */
    private static boolean isInWord(String text, int index, int start) {
        char c = text.charAt(index);
        if (c >= 'a' && c <= 'z' || isDigit(c)) {
            return true;
        }
        if (c == '.') {
            return index > start
                    && isDigit(text.charAt(index - 1))
                    && index + 1 < text.length()
                    && isDigit(text.charAt(index + 1));
        }
        return c >= FIRST_FOLDED
                && (Character.isLetterOrDigit(c) || Character.getType(c) == Character.COMBINING_SPACING_MARK);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isUnseparated(char c) {
        return c >= FIRST_UNSEPARATED && UNSEPARATED.contains(UnicodeScript.of(c));
    }
}
