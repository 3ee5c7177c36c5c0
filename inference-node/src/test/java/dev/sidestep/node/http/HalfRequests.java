package dev.sidestep.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Clients that begin a request and never finish it. */
final class HalfRequests implements AutoCloseable {
  private final List<Socket> sockets = new ArrayList<>();

  HalfRequests(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(socket);
      socket
          .getOutputStream()
          .write("POST /v1/embeddings HTTP/1.1\r\nHost: pod\r\nContent-Le".getBytes(US_ASCII));
    }
  }

  @Override
  public void close() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
