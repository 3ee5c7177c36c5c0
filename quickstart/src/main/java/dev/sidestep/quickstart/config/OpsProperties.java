package dev.sidestep.quickstart.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * The port with {@code /metrics}, {@code /livez} and {@code /readyz}.
 *
 * @param address it listens on; 0.0.0.0 for all, which a container needs
 * @param port 0 takes a free one
 */
public record OpsProperties(String address, int port) {
  public OpsProperties {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("ops.port is " + port + "; give 0 to 65535");
    }
  }

  public static OpsProperties defaults() {
    return new OpsProperties("127.0.0.1", 0);
  }

  /**
   * Where to listen.
   *
   * @throws IllegalArgumentException when the address means nothing here
   */
  public InetSocketAddress socket() {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "ops.address is '" + address + "'; give an address of this machine, like 127.0.0.1", e);
    }
  }
}
