package dev.sidestep.quickstart.kubernetes;

import dev.sidestep.quickstart.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that lets kubectl find an embedded cluster, for as long as that runs. It holds no
 * secret: the API listens on this machine only and asks nobody who he is.
 */
public final class Kubeconfig implements AutoCloseable {
  /** Its name in the data folder of a demo or sandbox. */
  public static final String NAME = "kubeconfig";

  private static final Logger LOG = LoggerFactory.getLogger(Kubeconfig.class);

  private final Path file;

  private Kubeconfig(Path file) {
    this.file = file;
  }

  /**
   * Writes it; closing removes it, so that it leads nobody to whoever has the port next.
   *
   * @param url of the API
   * @param namespace that commands are about unless they name another
   * @throws Failure when the file cannot be written
   */
  public static Kubeconfig write(Path file, String url, String namespace) {
    try {
      Files.writeString(
          file,
          """
          # for kubectl --kubeconfig; there while the cluster runs, made anew at its next start
          apiVersion: v1
          kind: Config
          current-context: sidestep
          contexts:
            - name: sidestep
              context: {cluster: sidestep, namespace: %s, user: nobody}
          clusters:
            - name: sidestep
              cluster: {server: "%s"}
          users:
            - name: nobody
              user: {}
          """
              .formatted(namespace, url));
      return new Kubeconfig(file);
    } catch (IOException e) {
      throw Failure.couldNotRun(
          file + " cannot be written (" + e.getMessage() + "); give --data another folder", e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} stays behind", file, e);
    }
  }
}
