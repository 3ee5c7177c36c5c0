package dev.sidestep.quickstart.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the cluster. On top of the library's store: uids and times come from names and the
 * clock, so that a seed has one story; changes are counted; all objects can be taken out and put
 * back.
 */
final class ApiStore extends KubernetesCrudDispatcher {
  /** One object and the path of the collection it lives in. */
  record Stored(String collection, String json) {}

  /** The library's counter can only count: this is some seconds of it. */
  private static final long HIGHEST_VERSION = 1_000_000_000;

  private final Clock clock;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final Map<String, String> collectionByUid = new ConcurrentHashMap<>();
  private final Map<String, Integer> creations = new HashMap<>(); // under the store's write lock
  private int starts;

  ApiStore(Clock clock) {
    this.clock = clock;
  }

  /** The cluster's time. */
  Instant now() {
    return clock.instant();
  }

  /** Changes so far, of any object. */
  long changes() {
    return changes.get();
  }

  /** Changes so far, leases and events left out: nobody has to look again because of them. */
  long writes() {
    return writes.get();
  }

  int starts() {
    return starts;
  }

  /** The version that the next change will pass. */
  long version() {
    return super.requestResourceVersion();
  }

  List<Stored> objects() {
    List<String> values;
    synchronized (map) {
      values = new ArrayList<>(map.values());
    }
    List<Stored> objects = new ArrayList<>();
    for (String json : values) {
      String uid =
          Serialization.unmarshal(json, GenericKubernetesResource.class).getMetadata().getUid();
      String collection = collectionByUid.get(uid);
      if (collection != null) { // null: gone since the values were copied
        objects.add(new Stored(collection, json));
      }
    }
    return objects;
  }

  /** Puts back what {@link #objects} took out, with uids and versions as they were. */
  void restore(List<Stored> objects, long version, int startsBefore) {
    if (version < 0 || version > HIGHEST_VERSION) {
      throw new IllegalArgumentException(
          "resourceVersion is " + version + ", which no cluster of this kind reaches");
    }
    starts = startsBefore + 1;
    while (super.requestResourceVersion() < version) {
      // the library's counter can only count
    }
    for (Stored stored : objects) {
      GenericKubernetesResource object =
          Serialization.unmarshal(stored.json(), GenericKubernetesResource.class);
      collectionByUid.put(object.getMetadata().getUid(), stored.collection());
      super.processEvent(
          stored.collection(), getKey(stored.collection()), null, object, stored.json());
    }
    writes.incrementAndGet();
  }

  @Override
  public void reset() {
    super.reset();
    collectionByUid.clear();
    creations.clear();
    changes.incrementAndGet();
    writes.incrementAndGet();
  }

  /** Creates, and answers with the object as it was stored. */
  @Override
  public MockResponse handleCreate(RecordedRequest request) {
    MockResponse created = super.handleCreate(request);
    if (created.code() != 201) {
      return created;
    }
    String name =
        Serialization.unmarshal(created.getBody().readUtf8(), GenericKubernetesResource.class)
            .getMetadata()
            .getName();
    return handleGet(collectionOf(request.getPath()) + "/" + name).setResponseCode(201);
  }

  /** Every change comes through here, under the store's write lock. */
  @Override
  public void processEvent(
      String path,
      AttributeSet pathAttributes,
      @Nullable AttributeSet oldAttributes,
      @Nullable GenericKubernetesResource resource,
      @Nullable String newState) {
    String state = newState;
    String before = oldAttributes == null ? null : map.get(oldAttributes);
    if (resource != null && newState != null && stamp(path, before, resource)) {
      state = Serialization.asJson(resource);
    }
    super.processEvent(path, pathAttributes, oldAttributes, resource, state);
    if (state == null || !state.equals(before)) {
      changes.incrementAndGet();
      if (!path.contains("/leases") && !path.contains("/events")) {
        writes.incrementAndGet();
      }
    }
  }

  /** Replaces what the library takes from the wall clock and from chance. */
  private boolean stamp(String path, @Nullable String before, GenericKubernetesResource resource) {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    if (before == null) {
      String name = collectionOf(path) + "/" + resource.getMetadata().getName();
      int nth = creations.merge(name, 1, Integer::sum);
      String uid =
          UUID.nameUUIDFromBytes((name + "#" + nth + "#" + starts).getBytes(UTF_8)).toString();
      resource.getMetadata().setUid(uid);
      resource.getMetadata().setCreationTimestamp(now);
      collectionByUid.put(uid, collectionOf(path));
      return true;
    }
    if (resource.isMarkedForDeletion() && !before.contains("\"deletionTimestamp\"")) {
      resource.getMetadata().setDeletionTimestamp(now);
      return true;
    }
    return false;
  }

  private static String collectionOf(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
