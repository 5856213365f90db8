package io.github.registryorg.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the name of a variable, label, option or key is that of a secret, by its whole words: {@code DB_PASSWORD}.
 */
enum SecretName {
    /** Nothing. */
    PLAIN,
    /** It may be a secret: what looks like a token is one. */
    LIKELY,
    /** It is a secret, unless the value shows that it is not. */
    CERTAIN;

    private static final int MAX_LENGTH = 1000;

    private static final Set<String> CERTAIN_WORDS = words("""
            passwords passcode pwd credential credentials secretkey privatekey accesskey requirepass storepass keypass
            masterauth
            """);

    /** What such a word ends with: {@code PGPASSWORD}, {@code authtoken}. */
    private static final Set<String> CERTAIN_ENDINGS =
            words("password passwd passphrase passwort kennwort secret token apikey");

    /** Two words, the first before the second. */
    private static final Set<String> CERTAIN_PAIRS = words("""
            api.key secret.key private.key access.key encryption.key account.key master.key subscription.key
            shared.key auth.key
            """);

    /** Secrets only as the last word. */
    private static final Set<String> CERTAIN_LAST = words("pass pw");

    private static final Set<String> LIKELY_WORDS = words("tokens secrets");

    private static final Set<String> LIKELY_PAIRS = words("""
            app.key license.key signing.key session.key deploy.key ssh.key hmac.key storage.key webhook.url enc.key
            crypt.key jwt.key tls.key ssl.key server.key stripe.key openai.key github.key gitlab.key sendgrid.key slack.key
            """);

    private static final Set<String> LIKELY_LAST = words("auth pat");

    /** Behind a secret's name: the value is about the secret, not the secret itself. */
    private static final Set<String> ABOUT = words("""
            file files path paths dir directory folder location url urls uri endpoint host hostname port address domain
            service server name names id ids ttl lifetime length len bytes bits size min minimum max maximum count limit
            limits expiry expiration expires expire timeout interval duration age days hours minutes seconds version
            type types kind algorithm alg algo cipher enabled enable disabled disable required require optional policy
            header prefix suffix format encoding regex pattern field param parameter attribute property column claim sha
            md checksum checksums digest fingerprint hash hashing hasher iterations rounds issuer audience scope scopes
            rotation rotate provider manager store mount volume arn ref reference template user username hint prompt
            label title description desc help doc docs documentation message text stdin fd command cmd helper script
            program env var variable mode strategy backend driver source cache review validation validator generator
            class bean realm namespace project region group role method plugin support use used check checker strength
            authentication change changed reset lookup only date time status state exists present supported allowed
            """);

    /** Right before a secret's name: the value is public, a switch or a number. */
    private static final Set<String> HARMLESS = words("""
            public publishable anon anonymous no without disable disabled require requires required allow ask skip empty
            max min num count use has is enable enabled
            """);

    private static Set<String> words(String text) {
        return Set.copyOf(Stream.of(text.strip().split("\\s+")).toList());
    }

    static SecretName of(String name) {
        List<String> words = split(name.length() > MAX_LENGTH ? name.substring(name.length() - MAX_LENGTH) : name);
        SecretName found = PLAIN;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String pair = i + 1 < words.size() ? word + "." + words.get(i + 1) : "";
            boolean last = i + 1 == words.size();
            SecretName here = PLAIN;
            int end = i + 1;
            if (CERTAIN_PAIRS.contains(pair)) {
                here = CERTAIN;
                end = i + 2;
            } else if (isCertain(word) || last && CERTAIN_LAST.contains(word)) {
                here = CERTAIN;
            } else if (LIKELY_PAIRS.contains(pair)) {
                here = LIKELY;
                end = i + 2;
            } else if (LIKELY_WORDS.contains(word) || last && LIKELY_LAST.contains(word)) {
                here = LIKELY;
            }
            boolean about = words.subList(end, words.size()).stream().anyMatch(ABOUT::contains)
                    || i > 0 && HARMLESS.contains(words.get(i - 1));
            if (!about && here.compareTo(found) > 0) {
                found = here;
            }
        }
        return found;
    }

    private static boolean isCertain(String word) {
        return CERTAIN_WORDS.contains(word)
                || !word.startsWith("no") && CERTAIN_ENDINGS.stream().anyMatch(word::endsWith);
    }

    /** {@code dbPassword2}, {@code DB_PASSWORD}, {@code db-password} → db, password. Digits at the end count as nothing. */
    private static List<String> split(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean upper = Character.isUpperCase(c);
            boolean afterLower = i > 0 && Character.isLowerCase(name.charAt(i - 1));
            boolean endsAcronym = i > 0
                    && Character.isUpperCase(name.charAt(i - 1))
                    && i + 1 < name.length()
                    && Character.isLowerCase(name.charAt(i + 1));
            if (upper && (afterLower || endsAcronym)) {
                add(words, word);
            }
            if (Character.isLetter(c)) {
                word.append(c);
            } else if (!Character.isDigit(c) || word.isEmpty()) {
                add(words, word);
            }
        }
        add(words, word);
        return words;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }
}
