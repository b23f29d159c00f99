-- Spans of which the vendor was asked for a device's fixes. The device's own rows go with their days, these with the next question.
CREATE TABLE "track_coverage" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "track_coverage_pkey" PRIMARY KEY ("tenant_id","device_id","from_at","to_at")
);

-- A tenant's own rules for trips and stops.
CREATE TABLE "trip_rules" (
    "tenant_id" UUID NOT NULL,
    "settings" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trip_rules_pkey" PRIMARY KEY ("tenant_id")
);
