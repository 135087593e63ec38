'use strict';
// A consumer with Confluent's wire format: reads committed records of a topic from its start and prints each value as one line of
// JSON, until it has seen so many keys.
//
// node decode.js BOOTSTRAP REGISTRY TOPIC KEYS

const { Kafka, logLevel } = require('kafkajs');
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');

const [bootstrap, host, topic, keys] = process.argv.slice(2);
const kafka = new Kafka({ clientId: 'foreign', brokers: [bootstrap], logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host });
const consumer = kafka.consumer({ groupId: `foreign-${process.pid}`, readUncommitted: false });
const seen = new Set();

function plain(name, value) {
  return value && value.type === 'Buffer' ? Buffer.from(value.data).toString('utf8') : value;
}

async function eachMessage({ message }) {
  console.log(JSON.stringify(await registry.decode(message.value), plain));
  seen.add(message.key.toString());
  if (seen.size >= Number(keys)) {
    setImmediate(async () => {
      await consumer.disconnect();
      process.exit(0);
    });
  }
}

async function main() {
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
