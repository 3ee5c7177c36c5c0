/**
 * The cluster inside this process: the part of the Kubernetes API that the product uses, and a
 * kubelet that makes Deployments run as pods.
 */
@NullMarked
package dev.sidestep.quickstart.kubernetes;

import org.jspecify.annotations.NullMarked;
