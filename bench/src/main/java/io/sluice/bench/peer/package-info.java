/** What is measured in rounds of one closed loop: loops in this JVM, and BullMQ in processes of its own. */
@NullMarked
package io.sluice.bench.peer;

import org.jspecify.annotations.NullMarked;
