package dev.sidestep.service;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a port of this machine is asked for. A page of another site whose name
 * resolves to this address (DNS rebinding) is told by its Host.
 */
public final class OwnHost {
  private final List<String> names;

  /** Loopback's names, and the address that is listened on. */
  public OwnHost(String address) {
    names =
        List.of(
            "localhost",
            "127.0.0.1",
            "[::1]",
            address.contains(":") ? "[" + address + "]" : address);
  }

  /** Whether a Host header names this machine and this port. */
  public boolean is(@Nullable String host, int port) {
    return host != null
        && names.stream().anyMatch(name -> host.equalsIgnoreCase(name + ":" + port));
  }

  /** Whether a Host header names this machine; a tunnel to the port may begin at another one. */
  public boolean is(@Nullable String host) {
    return host != null && names.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", ""));
  }
}
