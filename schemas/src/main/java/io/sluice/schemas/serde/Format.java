package io.sluice.schemas.serde;

/** How values are written to topics. */
public enum Format {
    /** Avro in the Confluent wire format; needs a schema registry. */
    AVRO,
    /** JSON with the field names of the Avro contracts; no registry is contacted. */
    JSON
}
