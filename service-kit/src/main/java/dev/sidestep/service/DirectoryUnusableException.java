package dev.sidestep.service;

/** A directory that this process cannot have to itself; the message says why and what helps. */
public final class DirectoryUnusableException extends RuntimeException {
  DirectoryUnusableException(String message) {
    super(message);
  }

  DirectoryUnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
