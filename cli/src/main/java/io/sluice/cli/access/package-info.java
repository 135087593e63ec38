/** What an installation needs of a cluster: topics, groups, transactional ids, rights. May depend on streams-app and schemas. */
@NullMarked
package io.sluice.cli.access;

import org.jspecify.annotations.NullMarked;
