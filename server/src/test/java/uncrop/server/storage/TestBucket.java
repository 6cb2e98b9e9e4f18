package uncrop.server.storage;

import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket on a server that speaks S3, checks signatures and forgets everything in the end. */
public final class TestBucket implements AutoCloseable {
  static final String BUCKET = "pictures";
  private static final String ACCESS = "test-access";
  private static final String SECRET = "test-secret";

  private final S3Proxy proxy;

  public TestBucket() {
    proxy =
        S3Proxy.builder()
            .blobStore(BlobStores.create("transient-nio2", new Properties()))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS, SECRET)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    try (S3Client client = client()) {
      client.createBucket(create -> create.bucket(BUCKET));
    }
  }

  /** What a server must be told to keep its pictures here. */
  public String[] settings() {
    return new String[] {
      "uncrop.storage.kind=s3",
      "uncrop.storage.s3.bucket=" + BUCKET,
      "uncrop.storage.s3.endpoint=" + endpoint(),
      "uncrop.storage.s3.access-key=" + ACCESS,
      "uncrop.storage.s3.secret-key=" + SECRET,
      "uncrop.storage.s3.path-style=true"
    };
  }

  /** How many files there are. */
  public int files() {
    try (S3Client client = client()) {
      return client.listObjectsV2(list -> list.bucket(BUCKET)).contents().size();
    }
  }

  S3Client client() {
    return client(SECRET);
  }

  S3Client client(String secret) {
    return StorageBeans.client(new S3Settings("", "", endpoint(), "", ACCESS, secret, true));
  }

  private String endpoint() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
