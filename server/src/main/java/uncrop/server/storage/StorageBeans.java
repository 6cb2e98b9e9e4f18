package uncrop.server.storage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Which storage keeps the files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(S3Settings.class)
class StorageBeans {
  /** For one request with all its repetitions; a picture has at most some tens of megabytes. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Bean
  Storage storage(
      @Value("${uncrop.storage.kind}") String kind,
      @Value("${uncrop.data}") Path folder,
      S3Settings s3) {
    return switch (kind) {
      case "folder" -> new FolderStorage(folder.resolve("pictures"));
      case "s3" -> new S3Storage(client(s3), bucket(s3), s3.prefix());
      default ->
          throw new IllegalArgumentException(
              "uncrop.storage.kind " + kind + ": must be folder or s3");
    };
  }

  private static String bucket(S3Settings settings) {
    if (settings.bucket().isBlank()) {
      throw new IllegalArgumentException(
          "uncrop.storage.s3.bucket: must be set where uncrop.storage.kind is s3");
    }
    return settings.bucket();
  }

  static S3Client client(S3Settings settings) {
    S3ClientBuilder client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(credentials(settings))
            .forcePathStyle(settings.pathStyle())
            // newer ways to sum contents up are not known to every server that speaks S3
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(calls -> calls.apiCallTimeout(PATIENCE));
    if (!settings.endpoint().isBlank()) {
      client.endpointOverride(URI.create(settings.endpoint()));
    }
    if (!settings.region().isBlank() || !settings.endpoint().isBlank()) {
      // what is not Amazon's has no regions, but the signature needs one
      client.region(Region.of(settings.region().isBlank() ? "us-east-1" : settings.region()));
    }
    try {
      return client.build();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "uncrop.storage.s3.region: must be set, here or as AWS_REGION", e);
    }
  }

  private static AwsCredentialsProvider credentials(S3Settings settings) {
    return settings.accessKey().isBlank()
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
  }
}
