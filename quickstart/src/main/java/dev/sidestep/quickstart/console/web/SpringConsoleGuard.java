package dev.sidestep.quickstart.console.web;

import dev.sidestep.service.OwnHost;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps other sites out of a console that has no login: a page of theirs whose name resolves to
 * this address (DNS rebinding) or that calls it by address is told so by its Host or Origin.
 */
final class SpringConsoleGuard extends OncePerRequestFilter {
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final OwnHost own;

  /** Accepts loopback's names and the one that is listened on. */
  SpringConsoleGuard(String address) {
    own = new OwnHost(address);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    String origin = request.getHeader("Origin");
    if (!own.is(request.getHeader("Host"), request.getLocalPort())) {
      SpringConsoleErrors.answer(
          response, 403, "this host name is not the console's; open it as http://127.0.0.1");
    } else if (origin != null && !origin.equals("http://" + request.getHeader("Host"))) {
      SpringConsoleErrors.answer(response, 403, "other sites may not read the console");
    } else if (!METHODS.contains(request.getMethod())) {
      SpringConsoleErrors.answer(response, 405, "the console only reads; use GET");
    } else {
      chain.doFilter(request, response);
    }
  }
}
