package io.github.registryorg.store;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.HostBudget;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes the SDK's clients. */
final class BucketClients {

    private static final int CONNECTIONS = 32;
    private static final int ATTEMPTS = 6;
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    /** How many times as long a pause is where the service asks to send less. */
    private static final int THROTTLED = 10;

    private static final Duration MAX_PAUSE = Duration.ofSeconds(20);

    private BucketClients() {}

    /**
     * A client of one provider.
     *
     * @param host what the service may make us wait in all
     * @param silence how long a service may send nothing
     * @param pause before the first retry; it doubles with each
     */
    static S3Client of(
            BucketProvider provider, BucketSettings settings, HostBudget host, Duration silence, Duration pause) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(ProxiedHttp.builder(http(silence), settings.proxy()))
                .credentialsProvider(credentials(settings))
                .region(region(provider, settings))
                .forcePathStyle(settings.pathStyle() || provider == BucketProvider.GOOGLE)
                // our own sha256 goes with every object: the SDK's CRC32 is what compatible services refuse
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // content is in memory, so that one hash can sign it: services are slow at chunks that are signed one
                // by one,
                // and some take what is between them for content
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .retryOnException(CompleteResponses::isUnreadable)
                                .backoffStrategy(BackoffStrategy.exponentialDelay(pause, MAX_PAUSE))
                                .throttlingBackoffStrategy(
                                        BackoffStrategy.exponentialDelay(pause.multipliedBy(THROTTLED), MAX_PAUSE))
                                .build())
                        .addExecutionInterceptor(new RetryAfterInterceptor(host))
                        .addExecutionInterceptor(new CompleteResponses())
                        .build());
        provider.endpoint(settings).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static Apache5HttpClient.Builder http(Duration silence) {
        return Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECTING)
                .socketTimeout(silence);
    }

    private static AwsCredentialsProvider credentials(BucketSettings settings) {
        if (settings.credentials() != null) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    settings.credentials().accessKey(), settings.credentials().secretKey()));
        }
        DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
        return settings.profile() == null
                ? chain.build()
                : chain.profileName(settings.profile()).build();
    }

    private static Region region(BucketProvider provider, BucketSettings settings) {
        if (settings.region() != null) {
            return Region.of(settings.region());
        }
        if (provider == BucketProvider.GOOGLE) {
            return Region.of("auto");
        }
        try {
            return DefaultAwsRegionProviderChain.builder()
                    .profileName(settings.profile())
                    .build()
                    .getRegion();
        } catch (SdkClientException e) {
            if (settings.endpoint() != null) {
                // most compatible services have no regions, and take this name for all
                return Region.US_EAST_1;
            }
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.region", "is missing")
                            .hint("Set the region of the bucket: -Dregistry.region=eu-central-1, the environment's"
                                    + " AWS_REGION, or the profile's region."),
                    e);
        }
    }
}
