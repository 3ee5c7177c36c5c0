package dev.sidestep.quickstart.console.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors as one JSON line that says what was wrong; the stack stays in the log. */
@RestControllerAdvice
final class SpringConsoleErrors {
  private static final Logger LOG = LoggerFactory.getLogger(SpringConsoleErrors.class);

  @ExceptionHandler(Exception.class)
  void answer(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    int status = e instanceof ErrorResponse known ? known.getStatusCode().value() : 500;
    if (status >= 500) {
      LOG.warn("{} could not be answered", request.getRequestURI(), e);
    }
    answer(
        response,
        status,
        switch (status) {
          case 404 -> "there is nothing here; the console is at /";
          case 405 -> "the console only reads; use GET";
          case 500 -> "the console could not answer; its log says why";
          default -> "the request could not be understood";
        });
  }

  /** Writes a status with one line; the line is ours and has nothing in it that needs escaping. */
  static void answer(HttpServletResponse response, int status, String says) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    if (status == 405) {
      response.setHeader("Allow", "GET, HEAD");
    }
    response.getWriter().write("{\"status\":%d,\"error\":\"%s\"}\n".formatted(status, says));
  }
}
