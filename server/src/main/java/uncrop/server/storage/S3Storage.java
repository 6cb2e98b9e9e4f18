package uncrop.server.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Files in a bucket of a server that speaks S3, for installations of several nodes. */
final class S3Storage implements Storage, AutoCloseable {
  /*
   * An object is there whole or not at all by the promise of S3, and is seen by all nodes from then
   * on. Keys sort by bytes, so a paged listing brings the files of a job one after the other: one
   * job at a time is held in memory, however many there are.
   */
  private static final String JOBS = "jobs/";

  private final S3Client client;
  private final String bucket;
  private final String root;

  /**
   * @param prefix put before every key; empty: none
   */
  S3Storage(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.root = prefix.isEmpty() ? "" : prefix + "/";
  }

  @Override
  public void put(String key, byte[] bytes) {
    asked(
        "cannot write",
        () ->
            client.putObject(
                put -> put.bucket(bucket).key(root + key), RequestBody.fromBytes(bytes)));
  }

  @Override
  public Optional<byte[]> get(String key) {
    return asked(
        "cannot read",
        () -> {
          try {
            return Optional.of(
                client.getObjectAsBytes(get -> get.bucket(bucket).key(root + key)).asByteArray());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void deleteAll(String prefix) {
    List<S3Object> page = new ArrayList<>();
    do {
      page = asked("cannot delete", () -> firstPage(prefix));
      deleteNow(page);
    } while (!page.isEmpty());
  }

  private List<S3Object> firstPage(String prefix) {
    return client.listObjectsV2(list -> list.bucket(bucket).prefix(root + prefix)).contents();
  }

  private void deleteNow(List<S3Object> objects) {
    if (objects.isEmpty()) {
      return;
    }
    List<ObjectIdentifier> keys =
        objects.stream().map(o -> ObjectIdentifier.builder().key(o.key()).build()).toList();
    DeleteObjectsResponse answer =
        asked(
            "cannot delete",
            () ->
                client.deleteObjects(delete ->
                    delete.bucket(bucket).delete(Delete.builder().objects(keys).build())));
    if (answer.hasErrors()) {
      String reason = answer.errors().getFirst().code();
      throw new StorageFailed("cannot delete", new IllegalStateException(reason));
    }
  }

  @Override
  public void forEachJob(Consumer<Stored> each) {
    JobsSeen seen = new JobsSeen(each);
    // pages are asked for while the iterator runs; what the consumer throws is its own
    Iterator<S3Object> objects =
        asked(
            "cannot read",
            () ->
                client
                    .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(root + JOBS))
                    .contents()
                    .iterator());
    while (asked("cannot read", objects::hasNext)) {
      S3Object object = asked("cannot read", objects::next);
      seen.file(object.key().substring((root + JOBS).length()), object.lastModified());
    }
    seen.end();
  }

  private static <T> T asked(String failure, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new StorageFailed(failure, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /** Gathers files that come job by job. */
  private static final class JobsSeen {
    private final Consumer<Stored> each;
    private @Nullable String job;
    private Instant newest = Instant.MIN;

    JobsSeen(Consumer<Stored> each) {
      this.each = each;
    }

    void file(String key, Instant written) {
      int slash = key.indexOf('/');
      if (slash < 1) {
        return;
      }
      String of = key.substring(0, slash);
      if (!of.equals(job)) {
        end();
        job = of;
        newest = written;
      } else if (written.isAfter(newest)) {
        newest = written;
      }
    }

    void end() {
      if (job != null) {
        each.accept(new Stored(job, newest));
      }
      job = null;
    }
  }
}
