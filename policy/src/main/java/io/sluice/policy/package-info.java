/**
 * What a provider's file says, ready for use: which endpoint a request is for, which credentials may serve it, where a
 * secret goes. May depend on core and schemas.
 */
@NullMarked
package io.sluice.policy;

import org.jspecify.annotations.NullMarked;
