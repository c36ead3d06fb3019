package dev.narthex.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;

/** A servlet container, as far as these tests need one. */
interface Container {

  /** Adds a filter for all paths, which supports asynchronous requests. */
  void filter(Filter filter, EnumSet<DispatcherType> dispatches);

  /** Adds a servlet that supports asynchronous requests. */
  void servlet(String pattern, HttpServlet servlet);

  /** Starts, and returns the port. */
  int start() throws Exception;

  void stop() throws Exception;

  /** What a servlet does. */
  @FunctionalInterface
  interface Service {
    void serve(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  /** A servlet for any method. */
  @SuppressWarnings("serial") // nobody writes it anywhere
  final class Serving extends HttpServlet {

    private final transient Service service;

    Serving(Service service) {
      this.service = service;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      service.serve(request, response);
    }
  }
}
