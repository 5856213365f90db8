package io.github.registryorg.secret;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A well-known form of a credential. Every pattern is linear: it starts at a literal or a word boundary, and all
 * repetition is bounded and possessive, or ends where the next part can't begin.
 *
 * @param what what it is, with its article
 * @param keyword lower case; a text without it holds none
 * @param shown the public beginning that all of its kind share, which may be printed
 * @param pattern group 1 is the credential
 */
record SecretFormat(String what, String keyword, String shown, Pattern pattern) {

    private static final String WORD = "[A-Za-z0-9_-]";
    private static final String ALNUM = "[A-Za-z0-9]";
    private static final String HEX = "[0-9a-fA-F]";

    static final List<SecretFormat> TOKENS = List.of(
            awsKeyId("AKIA"),
            awsKeyId("ASIA"),
            awsKeyId("ABIA"),
            awsKeyId("ACCA"),
            prefixed("a GitHub token", "ghp_", ALNUM, 30, 255),
            prefixed("a GitHub token", "gho_", ALNUM, 30, 255),
            prefixed("a GitHub token", "ghu_", ALNUM, 30, 255),
            prefixed("a GitHub token", "ghs_", "[A-Za-z0-9_.-]", 30, 2000),
            prefixed("a GitHub token", "ghr_", ALNUM, 30, 255),
            prefixed("a GitHub token", "github_pat_", "[A-Za-z0-9_]", 30, 255),
            prefixed("a GitLab token", "glpat-", "[A-Za-z0-9_.-]", 20, 255),
            prefixed("a GitLab token", "gldt-", WORD, 20, 255),
            prefixed("a GitLab token", "glrt-", "[A-Za-z0-9_.-]", 20, 255),
            prefixed("a GitLab token", "glcbt-", WORD, 20, 255),
            prefixed("a GitLab token", "glptt-", WORD, 20, 255),
            prefixed("a Slack token", "xoxb-", WORD, 10, 255),
            prefixed("a Slack token", "xoxp-", WORD, 10, 255),
            prefixed("a Slack token", "xoxa-", WORD, 10, 255),
            prefixed("a Slack token", "xoxr-", WORD, 10, 255),
            prefixed("a Slack token", "xoxs-", WORD, 10, 255),
            prefixed("a Slack token", "xoxe-", WORD, 10, 255),
            prefixed("a Slack token", "xapp-", WORD, 20, 255),
            new SecretFormat(
                    "a Slack webhook",
                    "hooks.slack.com",
                    "",
                    Pattern.compile("hooks\\.slack\\.com/(?:services|workflows)/([A-Za-z0-9/_+-]{20,200}+)")),
            prefixed("an npm token", "npm_", ALNUM, 30, 255),
            prefixed("a PyPI token", "pypi-Ag", WORD, 40, 1000),
            prefixed("a RubyGems token", "rubygems_", HEX, 40, 80),
            prefixed("a Google API key", "AIza", WORD, 30, 60),
            prefixed("a Google OAuth secret", "GOCSPX-", WORD, 20, 60),
            prefixed("a Stripe key", "sk_live_", ALNUM, 16, 255),
            prefixed("a Stripe key", "sk_test_", ALNUM, 16, 255),
            prefixed("a Stripe key", "rk_live_", ALNUM, 16, 255),
            prefixed("a Stripe key", "rk_test_", ALNUM, 16, 255),
            prefixed("an Anthropic key", "sk-ant-", WORD, 30, 255),
            prefixed("an OpenAI key", "sk-proj-", WORD, 20, 255),
            prefixed("an OpenAI key", "sk-svcacct-", WORD, 20, 255),
            prefixed("an OpenAI key", "sk-admin-", WORD, 20, 255),
            prefixed("an API key", "sk-", ALNUM, 40, 255),
            prefixed("an OpenRouter key", "sk-or-", WORD, 30, 255),
            prefixed("a Docker token", "dckr_pat_", WORD, 20, 80),
            prefixed("a Docker token", "dckr_oat_", WORD, 20, 80),
            prefixed("a Hugging Face token", "hf_", ALNUM, 30, 80),
            prefixed("a SendGrid key", "SG.", "[A-Za-z0-9_.-]", 40, 120),
            prefixed("a Twilio key", "SK", "[0-9a-f]", 32, 32),
            prefixed("a DigitalOcean token", "dop_v1_", HEX, 60, 80),
            prefixed("a DigitalOcean token", "doo_v1_", HEX, 60, 80),
            prefixed("a HashiCorp Vault token", "hvs.", WORD, 20, 400),
            prefixed("a HashiCorp Vault token", "hvb.", WORD, 20, 400),
            prefixed("an Atlassian token", "ATATT3", "[A-Za-z0-9_=-]", 40, 400),
            prefixed("a Bitbucket token", "ATBB", ALNUM, 28, 60),
            prefixed("a Databricks token", "dapi", "[0-9a-f]", 32, 40),
            prefixed("a Grafana token", "glsa_", "[A-Za-z0-9_]", 30, 80),
            prefixed("a Groq key", "gsk_", ALNUM, 40, 80),
            prefixed("a Replicate token", "r8_", ALNUM, 30, 60),
            prefixed("a SonarQube token", "sqp_", HEX, 40, 40),
            prefixed("a SonarQube token", "squ_", HEX, 40, 40),
            prefixed("a Sentry token", "sntrys_", "[A-Za-z0-9_=+/-]", 40, 500),
            prefixed("a Shopify token", "shpat_", HEX, 32, 32),
            prefixed("a Supabase token", "sbp_", HEX, 40, 40),
            prefixed("a Tailscale key", "tskey-", WORD, 16, 120),
            prefixed("a GitLab token", "glsoat-", WORD, 20, 255),
            prefixed("a GitLab token", "gloas-", WORD, 20, 255),
            prefixed("a GitLab token", "glft-", WORD, 20, 255),
            prefixed("a GitLab token", "glimt-", WORD, 20, 255),
            prefixed("a GitLab token", "glagent-", WORD, 20, 255),
            prefixed("a GitLab token", "GR1348941", WORD, 20, 60),
            prefixed("a JFrog token", "AKCp", ALNUM, 50, 120),
            prefixed("a JFrog token", "cmVmdGtuOj", ALNUM, 40, 120),
            prefixed("a NuGet key", "oy2", "[a-z0-9]", 43, 43),
            prefixed("a Nexus token", "NpmToken.", "[0-9a-f-]", 30, 60),
            prefixed("a Cargo token", "cio", ALNUM, 32, 32),
            prefixed("a Google access token", "ya29.", WORD, 30, 2000),
            prefixed("an Alibaba Cloud key id", "LTAI", ALNUM, 16, 26),
            prefixed("a Slack token", "xoxd-", WORD, 10, 255),
            new SecretFormat(
                    "a Discord webhook",
                    "/api/webhooks/",
                    "",
                    Pattern.compile("/api/webhooks/\\d{15,22}/([A-Za-z0-9_-]{50,90}+)")),
            new SecretFormat(
                    "a Telegram token",
                    ":aa",
                    "",
                    Pattern.compile("(?<![\\w])\\d{8,10}:(AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])")),
            new SecretFormat(
                    "an Azure client secret",
                    "q~",
                    "",
                    Pattern.compile("(?<![\\w.~-])([A-Za-z0-9_.~-]{3}\\dQ~[A-Za-z0-9_.~-]{31,34})(?![\\w.~-])")),
            new SecretFormat(
                    "a Terraform token",
                    ".atlasv1.",
                    "",
                    Pattern.compile("(?<![\\w.-])([A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}+)")),
            prefixed("a PlanetScale token", "pscale_pw_", "[A-Za-z0-9_.=-]", 32, 80),
            prefixed("a PlanetScale token", "pscale_tkn_", "[A-Za-z0-9_.=-]", 32, 80),
            prefixed("a Netlify token", "nfp_", ALNUM, 30, 60),
            prefixed("a Linear key", "lin_api_", ALNUM, 30, 60),
            prefixed("a Notion token", "ntn_", ALNUM, 40, 60),
            prefixed("a Doppler token", "dp.pt.", ALNUM, 40, 50),
            prefixed("a Doppler token", "dp.st.", "[A-Za-z0-9_.-]", 40, 90),
            prefixed("a Pulumi token", "pul-", HEX, 40, 40),
            prefixed("a Fly.io token", "fm2_", "[A-Za-z0-9+/=_,-]", 40, 2000),
            prefixed("a Heroku key", "HRKU-", WORD, 36, 80),
            prefixed("a New Relic key", "NRAK-", "[A-Z0-9]", 27, 27),
            prefixed("a Dynatrace token", "dt0c01.", "[A-Z0-9.]", 80, 100),
            prefixed("a CircleCI token", "CCIPAT_", "[A-Za-z0-9_]", 40, 90),
            prefixed("a Buildkite token", "bkua_", HEX, 40, 40),
            prefixed("a Figma token", "figd_", WORD, 38, 60),
            prefixed("a Postman key", "PMAK-", "[0-9a-f-]", 55, 65),
            prefixed("a Square token", "sq0csp-", WORD, 40, 60),
            prefixed("a Square token", "sq0atp-", WORD, 22, 60),
            prefixed("a Brevo key", "xkeysib-", "[A-Za-z0-9-]", 60, 100),
            prefixed("a webhook's secret", "whsec_", "[A-Za-z0-9+/=]", 24, 100),
            prefixed("a Perplexity key", "pplx-", ALNUM, 40, 60),
            prefixed("an xAI key", "xai-", ALNUM, 70, 90),
            prefixed("a LangSmith key", "lsv2_", "[A-Za-z0-9_]", 40, 70),
            prefixed("a Grafana token", "glc_", "[A-Za-z0-9+/=]", 40, 400),
            prefixed("a Sentry token", "sntryu_", HEX, 60, 70),
            prefixed("a SonarQube token", "sqa_", HEX, 40, 40),
            prefixed("a DigitalOcean token", "dor_v1_", HEX, 60, 80),
            prefixed("a HashiCorp Vault token", "hvr.", WORD, 20, 400),
            prefixed("a 1Password token", "ops_eyJ", WORD, 100, 2000),
            prefixed("a Shopify token", "shpss_", HEX, 32, 32),
            prefixed("a Shopify token", "shpca_", HEX, 32, 32),
            prefixed("a Shopify token", "shppa_", HEX, 32, 32),
            prefixed("a Sourcegraph token", "sgp_", "[0-9a-f_]", 40, 70),
            prefixed("a Vercel token", "vercel_blob_rw_", "[A-Za-z0-9_]", 24, 80),
            prefixed("a Mapbox token", "sk.eyJ", "[A-Za-z0-9_.-]", 40, 200),
            new SecretFormat(
                    "a private key",
                    "private-lines:",
                    "",
                    Pattern.compile("Private-Lines: \\d{1,4}(?:\\\\[rn]|[\\r\\n]){1,2}([A-Za-z0-9+/=]{16,100}+)")),
            new SecretFormat(
                    "an address with a token",
                    "://",
                    "",
                    Pattern.compile("://((?=[^@]{0,256}[A-Z])(?=[^@]{0,256}[a-z])(?=[^@]{0,256}\\d)"
                            + "[A-Za-z0-9_-]{16,256}+)@[A-Za-z0-9\\[]")),
            prefixed("an age key", "AGE-SECRET-KEY-1", "[A-Z0-9]", 50, 60),
            new SecretFormat(
                    "a private key",
                    "private key",
                    "-----BEGIN ",
                    Pattern.compile("(-----BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----(?s:.{0,200}+))")),
            new SecretFormat(
                    "a signed token (JWT)",
                    "eyj",
                    "eyJ",
                    Pattern.compile("(?<![A-Za-z0-9_-])(eyJ[A-Za-z0-9_-]{8,4000}+\\.eyJ[A-Za-z0-9_-]{4,8000}+"
                            + "\\.[A-Za-z0-9_-]{16,2000}+)")),
            new SecretFormat(
                    "an address with a password",
                    "://",
                    "",
                    Pattern.compile("://[^\\s/?#:@\"'`<>\\\\]{0,256}+:([^\\s/?#@\"'`<>\\\\]{1,256}+)@[A-Za-z0-9\\[]")),
            new SecretFormat(
                    "a database address with a password",
                    "@tcp(",
                    "",
                    Pattern.compile("(?<![\\w.-])[\\w.-]{1,64}+:([^\\s@/:\"']{1,128}+)@tcp\\(")),
            new SecretFormat(
                    "a signed address",
                    "sig",
                    "",
                    Pattern.compile("[?&](?:sig|X-Amz-Signature|X-Goog-Signature)=([A-Za-z0-9%+/=_-]{20,600}+)")),
            new SecretFormat(
                    "a header with a credential",
                    "authorization",
                    "",
                    Pattern.compile("(?i)authorization\\\\?[\"']?[ \\t]{0,4}+[:=][ \\t]{0,4}+\\\\?[\"']?"
                            + "(?:bearer|basic|token|digest)[ \\t]{1,4}+([^\\s\"'\\\\]{3,4000}+)")),
            header("x-api-key"),
            header("private-token"),
            header("job-token"),
            header("deploy-token"),
            header("x-auth-token"),
            header("x-access-token"),
            header("x-vault-token"),
            header("x-jfrog-art-api"),
            header("ocp-apim-subscription-key"),
            new SecretFormat(
                    "a registry login",
                    "auth",
                    "",
                    Pattern.compile(
                            "\"auth\\\\?\"[ \\t]{0,4}+:[ \\t]{0,4}+\\\\?\"([A-Za-z0-9+/]{8,2000}+={0,2})\\\\?\"")));

    /** What begins as all of its kind do, as a word of its own. */
    private static SecretFormat prefixed(String what, String prefix, String characters, int least, int most) {
        return new SecretFormat(
                what,
                prefix.toLowerCase(Locale.ROOT),
                prefix,
                Pattern.compile("(?<![A-Za-z0-9])(" + Pattern.quote(prefix) + characters + "{" + least + "," + most
                        + "}+)(?!" + characters + ")"));
    }

    /** The examples of the documentation end with such a word. */
    private static SecretFormat awsKeyId(String prefix) {
        return new SecretFormat(
                "an AWS access key id",
                prefix.toLowerCase(Locale.ROOT),
                prefix,
                Pattern.compile("(?<![A-Za-z0-9])(" + prefix + "[A-Z0-9]{16})(?<!EXAMPLE)(?![A-Za-z0-9])"));
    }

    private static SecretFormat header(String name) {
        return new SecretFormat(
                "a header with a credential",
                name,
                "",
                Pattern.compile("(?i)(?<![\\w-])" + name
                        + "\\\\?[\"']?[ \\t]{0,4}+:[ \\t]{0,4}+\\\\?[\"']?([^\\s\"'\\\\]{3,4000}+)"));
    }
}
