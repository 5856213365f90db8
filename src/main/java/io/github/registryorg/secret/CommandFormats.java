package io.github.registryorg.secret;

import java.util.List;
import java.util.regex.Pattern;

/** Commands that take a credential as an argument without a name, or with a name that ends at a blank. */
final class CommandFormats {

    /** An argument of a command that is neither {@code flag} nor the command's end. */
    private static final String ARGUMENTS = "(?:[ \\t]{1,8}+(?!%s)[^\\s;|&]{1,300}+){0,20}+";

    /** Between words: blanks and line breaks, as they are or as {@code echo -e} has them. */
    private static final String GAP = "(?:\\s|\\\\n){1,8}+";

    /** One argument, quoted or not; group 1 is what is in it. */
    private static final String ARGUMENT = "[\\\\]?[\"']?([^\\s\"'\\\\;|&]{1,4000}+)";

    static final List<SecretFormat> ALL = List.of(
            new SecretFormat(
                    "a login of curl",
                    "curl",
                    "",
                    Pattern.compile("curl" + ARGUMENTS.formatted("(?:-u|--user(?!-))")
                            + "[ \\t]{1,8}+(?:-u|--user)[ \\t=]{0,4}+[\"']?[^\\s:\"']{1,128}+:([^\\s\"']{1,256}+)")),
            new SecretFormat(
                    "a registry login",
                    "login",
                    "",
                    Pattern.compile("[ \\t]login" + ARGUMENTS.formatted("-p\\b")
                            + "[ \\t]{1,8}+-p[ \\t=]{1,4}+[\"']?([^\\s\"']{1,4000}+)")),
            new SecretFormat(
                    "a password of ssh",
                    "sshpass",
                    "",
                    Pattern.compile("sshpass[ \\t]{1,8}+-p[ \\t]{0,4}+[\"']?([^\\s\"']{1,256}+)")),
            new SecretFormat(
                    "a password of a user",
                    "chpasswd",
                    "",
                    Pattern.compile("(?<![\\w.-])[A-Za-z_][\\w.-]{0,31}+:([^\\s\"'|\\\\:]{1,128}+)[^|]{0,100}+\\|"
                            + "[^|;&]{0,30}?chpasswd")),
            new SecretFormat(
                    "a password of a client of MySQL",
                    "mysql",
                    "",
                    Pattern.compile(
                            "(?<![\\w.-])mysql(?:admin|dump|import|check)?+(?=[^;|&\\n]{0,300}[ \\t](?:-u|--user))"
                                    + ARGUMENTS.formatted("-p") + "[ \\t]{1,8}+-p" + ARGUMENT)),
            new SecretFormat(
                    "a password of a user",
                    "user",
                    "",
                    Pattern.compile("user(?:add|mod)" + ARGUMENTS.formatted("-p\\b") + "[ \\t]{1,8}+-p[ \\t]{0,4}+"
                            + ARGUMENT)),
            new SecretFormat(
                    "a password of a user",
                    "--stdin",
                    "",
                    Pattern.compile("echo[ \\t]{1,4}+" + ARGUMENT
                            + "[\"']?[ \\t]{0,4}+\\|[ \\t]{0,4}+(?:sudo )?passwd[ \\t]{1,4}+--stdin")),
            new SecretFormat(
                    "a password of a user",
                    "htpasswd",
                    "",
                    Pattern.compile("htpasswd[ \\t]{1,4}+-[A-Za-z]{0,8}b[A-Za-z]{0,8}[ \\t]{1,4}+[^\\s]{1,300}+"
                            + "[ \\t]{1,4}+[^\\s;|&]{1,300}+[ \\t]{1,4}+" + ARGUMENT)),
            new SecretFormat(
                    "a login in a .netrc file",
                    "machine",
                    "",
                    Pattern.compile("(?<!\\w)machine" + GAP + "[^\\s\\\\]{1,255}+" + GAP + "login" + GAP
                            + "[^\\s\\\\]{1,255}+" + GAP + "password" + GAP + "([^\\s\"'\\\\]{1,256}+)")),
            new SecretFormat(
                    "a password of a database",
                    "identified",
                    "",
                    Pattern.compile("(?i)identified\\s{1,4}+by\\s{1,4}+\\\\?[\"']([^\"'\\\\]{1,256}+)")),
            new SecretFormat(
                    "a password of a database",
                    "password",
                    "",
                    Pattern.compile("(?i)(?:user|role)\\s{1,4}+[^;]{0,200}?password\\s{1,4}+\\\\?'([^'\\\\]{1,256}+)")),
            new SecretFormat(
                    "a passphrase of openssl",
                    "pass:",
                    "",
                    Pattern.compile("-pass(?:in|out)?[ \\t=]{1,4}+[\"']?pass:([^\\s\"']{1,256}+)")),
            new SecretFormat(
                    "a passphrase of a key",
                    "ssh-keygen",
                    "",
                    Pattern.compile(
                            "ssh-keygen" + ARGUMENTS.formatted("-N") + "[ \\t]{1,8}+-N[ \\t]{1,4}+" + ARGUMENT)),
            new SecretFormat(
                    "a login of Composer",
                    "http-basic.",
                    "",
                    Pattern.compile("http-basic\\.[^\\s]{1,300}+[ \\t]{1,4}+[^\\s]{1,300}+[ \\t]{1,4}+" + ARGUMENT)),
            new SecretFormat(
                    "a login of Composer",
                    "-oauth.",
                    "",
                    Pattern.compile("(?:github|gitlab)-oauth\\.[^\\s]{1,300}+[ \\t]{1,4}+" + ARGUMENT)),
            new SecretFormat(
                    "a password of a package source",
                    "nuget",
                    "",
                    Pattern.compile("nuget" + ARGUMENTS.formatted("-p\\b") + "[ \\t]{1,8}+-p[ \\t=]{1,4}+" + ARGUMENT)),
            new SecretFormat(
                    "a token of a login",
                    " login ",
                    "",
                    Pattern.compile("(?:vault|cargo|tea|doctl|bw)[ \\t]{1,4}+login[ \\t]{1,4}+[\"']?"
                            + "((?=[^\\s]{0,300}\\d)[\\w.~+/-]{16,4000}+)")));

    private CommandFormats() {}
}
