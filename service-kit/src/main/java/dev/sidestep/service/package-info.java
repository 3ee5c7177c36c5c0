/**
 * What the process of every service needs: Kafka in and out with dead letters, the operations port,
 * and the word that somebody meant to write. It knows the contracts and no service.
 */
@NullMarked
package dev.sidestep.service;

import org.jspecify.annotations.NullMarked;
