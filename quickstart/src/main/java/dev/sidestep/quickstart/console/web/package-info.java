/** The console over HTTP on loopback: one page, one stream of events, nothing that writes. */
@NullMarked
package dev.sidestep.quickstart.console.web;

import org.jspecify.annotations.NullMarked;
