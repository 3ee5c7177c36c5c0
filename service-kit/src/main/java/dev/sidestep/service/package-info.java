/**
 * What the process of every service needs: Kafka in and out with dead letters, and the operations
 * port. It knows the contracts and no service.
 */
@NullMarked
package dev.sidestep.service;

import org.jspecify.annotations.NullMarked;
