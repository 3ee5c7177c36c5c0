/** The four services as processes of their own, each from its file. */
@NullMarked
package dev.sidestep.quickstart.service;

import org.jspecify.annotations.NullMarked;
