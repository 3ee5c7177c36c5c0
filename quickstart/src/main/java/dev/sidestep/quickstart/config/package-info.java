/** From a YAML file to the records that the services are built from. */
@NullMarked
package dev.sidestep.quickstart.config;

import org.jspecify.annotations.NullMarked;
