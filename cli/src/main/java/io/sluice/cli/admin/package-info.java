/** What operators and their tools ask a running process over HTTP: probes and metrics. Depends on the roles and their meters. */
@NullMarked
package io.sluice.cli.admin;

import org.jspecify.annotations.NullMarked;
