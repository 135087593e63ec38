/**
 * The sluice command: what users type, and the composition root of everything.
 *
 * <p>In the order in which to read it; names with a dot are packages below:
 *
 * <pre>
 * begins          Main ► a class for each verb, VERBCommand; verbs that are not there yet: Later
 * a file          RunCommand ► engine.Engine, run.Runner; SimulateCommand ► simulate.; DemoCommand ► demo.
 * a pipeline      UpCommand ► engine.Pipeline ► engine.Roles
 * one role        Scheduler-, Caller-, ObserverCommand ► RoleCommands (RoleTopics) ► engine.Roles
 * what they need  BrokerCommand, RegistryCommand
 * a running one   Send-, Call-, Responses-, Status-, Why-, CredentialsCommand ► Connection, Remote ► talk.
 * a cluster       Topics-, SchemasCommand ► Remote, access.; how to reach it: CommandConfig (ConfigProviders)
 * files           ProvidersCommand, Providers…Command, SchemaCommand ► FileOptions, OneProvider, trial.
 * flags           …Options; Checks, EnvironmentDefaults, DataDirectory
 * ends            Stop (Ctrl-C), UserError and Usage (one line and exit 2), KafkaTrouble, BrokerEnd
 * watched         AdminOptions ► admin., meter.; LogOptions, RepeatedWarnings
 * </pre>
 */
@NullMarked
package io.sluice.cli;

import org.jspecify.annotations.NullMarked;
