package dev.sidestep.quickstart.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sidestep.quickstart.failure.Failure;
import dev.sidestep.service.SecretFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that kubelet and node share. Whoever of them starts first makes it. */
final class NodeToken {
  private NodeToken() {}

  /**
   * Reads it, or makes one that only the owner can read.
   *
   * @throws Failure when the file cannot be used
   */
  static String readOrMake(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file.toAbsolutePath());
      }
      return SecretFile.read(file);
    } catch (IOException e) {
      throw Failure.couldNotRun(
          "token file "
              + file
              + " cannot be used ("
              + e.getMessage()
              + "); give --node-token another",
          e);
    }
  }

  /** Appears whole or not at all: the node may look at any moment. */
  private static void make(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IOException("it has no directory");
    }
    Files.createDirectories(parent);
    Path fresh = Files.createTempFile(parent, "token", ".new");
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Files.writeString(fresh, HexFormat.of().formatHex(random), US_ASCII);
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // the node was faster
    } catch (UnsupportedOperationException e) {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.delete(fresh);
  }
}
