package io.github.registryorg.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A password as Maven encrypts it for {@code settings.xml}.
 *
 * @param text what is there
 * @param masterKey the argument for Maven with what opens it
 */
public record EncryptedPassword(String text, String masterKey) {

    public static EncryptedPassword of(String password, Path directory) {
        try {
            Path security = directory.resolve("security.xml");
            String master = maven(directory, "--encrypt-master-password", "master");
            Files.writeString(security, "<settingsSecurity><master>" + master + "</master></settingsSecurity>");
            String argument = "-Dsettings.security=" + security;
            return new EncryptedPassword(maven(directory, "--encrypt-password", password, argument), argument);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String maven(Path directory, String... arguments) {
        return RealClient.at(Path.of(System.getProperty("it.maven"), "bin", "mvn"))
                .run(directory, arguments)
                .replaceAll("(?s).*?(\\{.*}).*", "$1");
    }
}
