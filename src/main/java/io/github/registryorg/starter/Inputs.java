package io.github.registryorg.starter;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.regex.Pattern;

/** Values that users give, checked against what they must be before anything is written of them. */
public final class Inputs {

    /** What a shell or a configuration file could take for something else has no place in it. */
    static final Pattern ADDRESS = Pattern.compile("[A-Za-z][^\\p{Cntrl}\\s\"'`<>{}$\\\\]{0,1999}");

    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");
    private static final Pattern SITE = Pattern.compile("(?=https?://.)" + ADDRESS);
    private static final Pattern STORE = Pattern.compile("(?=(?:s3|gs)://.|file:.)" + ADDRESS);
    private static final Pattern TITLE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern OWNERS = Pattern.compile("[A-Za-z0-9@][A-Za-z0-9@./_+ -]{0,999}");

    private Inputs() {}

    static String branch(String value) {
        return check("registry.targetBranch", value, BRANCH, "a branch, such as main");
    }

    /** Where the site of a registry is. */
    public static String site(String value) {
        return check("registry.url", value, SITE, "a web address, such as https://registry.acme.example");
    }

    /** Where the blobs of a container go. */
    public static String store(String value) {
        return check("registry.store", value, STORE, "s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or file:DIRECTORY");
    }

    /** Where readers find a store. */
    public static String storeUrl(String value) {
        return address("registry.storeUrl", value);
    }

    /** A service that is compatible with S3. */
    public static String endpoint(String value) {
        return check(
                "registry.endpoint", value, SITE, "a web address, such as https://ACCOUNT.r2.cloudflarestorage.com");
    }

    static String address(String property, String value) {
        return check(property, value, ADDRESS, "an address, such as https://registry.acme.example");
    }

    public static String title(String value) {
        return check("registry.title", value, TITLE, "one line of 200 characters at most");
    }

    public static String owners(String value) {
        return check("registry.owners", value, OWNERS, "users and teams, such as \"@acme/keepers @somebody\"");
    }

    /** @throws RegistryException {@code CONFIGURATION_INVALID} if it is not of this form */
    private static String check(String property, String value, Pattern form, String what) {
        if (!form.matcher(value).matches()) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, property + "=" + value, "can't be used")
                            .hint("It has to be " + what + "."));
        }
        return value;
    }
}
