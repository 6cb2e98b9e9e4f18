package uncrop.server.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where pictures lie when uncrop.storage.kind is s3.
 *
 * @param bucket exists already
 * @param prefix put before every key, without a slash at either end; empty: none
 * @param endpoint URL of a server that speaks S3; empty: Amazon's
 * @param region empty: as the environment says
 * @param accessKey empty, with the secret key: from the environment, as Amazon's tools find it
 * @param pathStyle the bucket stands in the path and not in the host's name
 */
@ConfigurationProperties("uncrop.storage.s3")
record S3Settings(
    String bucket,
    String prefix,
    String endpoint,
    String region,
    String accessKey,
    String secretKey,
    boolean pathStyle) {
  S3Settings {
    prefix = prefix.replaceAll("^/+|/+$", "");
    if (accessKey.isBlank() != secretKey.isBlank()) {
      throw new IllegalArgumentException(
          "uncrop.storage.s3.access-key and secret-key: must be set both, or neither");
    }
  }

  /** Keeps the secret key out of logs and messages. */
  @Override
  public String toString() {
    return "S3Settings[" + bucket + ", " + endpoint + "]";
  }
}
