/** What stands around the services: broker, cluster, machine's kubelet, router and senders. */
@NullMarked
package dev.sidestep.quickstart.sandbox;

import org.jspecify.annotations.NullMarked;
