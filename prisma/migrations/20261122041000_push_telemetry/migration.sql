-- Room for all that the vendor pushes: telemetry by day, alarms with their ends, the addresses it posts to, and what was
-- refused.

-- DropIndex
DROP INDEX "alarm_tenant_id_device_id_code_started_at_key";

-- AlterTable
ALTER TABLE "alarm" ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "item" JSONB,
ADD COLUMN     "label" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "polled_at" TIMESTAMPTZ(3),
ADD COLUMN     "pushed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "device_state" ADD COLUMN     "altitude_m" DOUBLE PRECISION,
ADD COLUMN     "armed" BOOLEAN,
ADD COLUMN     "battery_at" TIMESTAMPTZ(3),
ADD COLUMN     "charging" BOOLEAN,
ADD COLUMN     "climate_at" TIMESTAMPTZ(3),
ADD COLUMN     "fuel_cut" BOOLEAN,
ADD COLUMN     "humidity_percent" DOUBLE PRECISION,
ADD COLUMN     "ignition_at" TIMESTAMPTZ(3),
ADD COLUMN     "odometer_at" TIMESTAMPTZ(3),
ADD COLUMN     "online_at" TIMESTAMPTZ(3),
ADD COLUMN     "power_at" TIMESTAMPTZ(3),
ADD COLUMN     "remote_locked" BOOLEAN,
ADD COLUMN     "signal_at" TIMESTAMPTZ(3),
ADD COLUMN     "switches_at" TIMESTAMPTZ(3);

-- Fixes are partitioned by day from now on, which no table can become later: it is made anew, and what it holds moves over.
ALTER TABLE "position" RENAME TO "position_whole";
ALTER TABLE "position_whole" RENAME CONSTRAINT "position_pkey" TO "position_whole_pkey";
ALTER TABLE "position_whole" RENAME CONSTRAINT "position_ranges" TO "position_whole_ranges";

-- CreateTable
CREATE TABLE "position" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "fix_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lng" DOUBLE PRECISION NOT NULL,
    "speed_kph" DOUBLE PRECISION,
    "heading_deg" INTEGER,
    "satellites" INTEGER,
    "ignition" BOOLEAN,
    "altitude_m" DOUBLE PRECISION,
    "odometer_km" DOUBLE PRECISION,
    "arrived_at" TIMESTAMPTZ(3),
    "resent" BOOLEAN,
    "reason" INTEGER,
    "extra" JSONB,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "position_pkey" PRIMARY KEY ("tenant_id","device_id","fix_at","source"),
    CONSTRAINT "position_ranges" CHECK (
        ("lat" BETWEEN -90 AND 90) AND ("lng" BETWEEN -180 AND 180)
        AND ("heading_deg" BETWEEN 0 AND 359)
        AND ("speed_kph" >= 0)
    )
) PARTITION BY RANGE ("fix_at");

-- CreateTable
CREATE TABLE "heartbeat" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "battery_percent" INTEGER,
    "signal_percent" INTEGER,
    "ignition" BOOLEAN,
    "charging" BOOLEAN,
    "armed" BOOLEAN,
    "fuel_cut" BOOLEAN,
    "has_fix" BOOLEAN,
    "remote_locked" BOOLEAN,
    "extra" JSONB,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("tenant_id","device_id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "sign_on" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "time_zone" TEXT,
    "item" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_on_pkey" PRIMARY KEY ("tenant_id","device_id","at","kind")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "obd_reading" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ignition" BOOLEAN,
    "readings" JSONB NOT NULL,
    "item" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "obd_reading_pkey" PRIMARY KEY ("tenant_id","device_id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "fault_report" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "codes" TEXT NOT NULL,
    "item" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fault_report_pkey" PRIMARY KEY ("tenant_id","device_id","at","codes")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "fuel_reading" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sensor" INTEGER NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "unit" TEXT NOT NULL,
    "item" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fuel_reading_pkey" PRIMARY KEY ("tenant_id","device_id","at","sensor")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "climate_reading" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "temperature_c" DOUBLE PRECISION,
    "humidity_percent" DOUBLE PRECISION,
    "item" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "climate_reading_pkey" PRIMARY KEY ("tenant_id","device_id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "rfid_scan" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "card" TEXT NOT NULL,
    "item" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rfid_scan_pkey" PRIMARY KEY ("tenant_id","device_id","at","card")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "trip_report" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "trip_seq" INTEGER NOT NULL,
    "phase" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "distance_km" DOUBLE PRECISION,
    "fuel_l" DOUBLE PRECISION,
    "idle_sec" INTEGER,
    "item" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trip_report_pkey" PRIMARY KEY ("tenant_id","device_id","at","trip_seq","phase")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "device_message" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "topic" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "item" JSONB NOT NULL,
    "raw" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_message_pkey" PRIMARY KEY ("tenant_id","device_id","at","topic","key")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "device_notice" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reference" TEXT,
    "item" JSONB NOT NULL,
    "raw" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_notice_pkey" PRIMARY KEY ("tenant_id","device_id","topic","key")
);

-- CreateTable
CREATE TABLE "alarm_end" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "item" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alarm_end_pkey" PRIMARY KEY ("tenant_id","device_id","code","ended_at")
);

-- CreateTable
CREATE TABLE "push_hook" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "path_hash" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "allowed_sources" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "last_received_at" TIMESTAMPTZ(3),

    CONSTRAINT "push_hook_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "push_reject" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "imei" TEXT,
    "raw" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "replayed_at" TIMESTAMPTZ(3),

    CONSTRAINT "push_reject_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "receive_gap" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "detail" JSONB,

    CONSTRAINT "receive_gap_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "retention_rule" (
    "tenant_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "days" INTEGER NOT NULL,

    CONSTRAINT "retention_rule_pkey" PRIMARY KEY ("tenant_id","kind")
);

-- CreateIndex
CREATE INDEX "device_notice_tenant_id_device_id_at_idx" ON "device_notice"("tenant_id", "device_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "push_hook_path_hash_key" ON "push_hook"("path_hash");

-- CreateIndex
CREATE INDEX "push_hook_tenant_id_connection_id_idx" ON "push_hook"("tenant_id", "connection_id");

-- CreateIndex
CREATE INDEX "push_reject_tenant_id_received_at_idx" ON "push_reject"("tenant_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "push_reject_tenant_id_connection_id_topic_digest_key" ON "push_reject"("tenant_id", "connection_id", "topic", "digest");

-- CreateIndex
CREATE UNIQUE INDEX "receive_gap_tenant_id_connection_id_started_at_key" ON "receive_gap"("tenant_id", "connection_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "alarm_tenant_id_device_id_code_started_at_label_key" ON "alarm"("tenant_id", "device_id", "code", "started_at", "label");

-- AddForeignKey
ALTER TABLE "push_hook" ADD CONSTRAINT "push_hook_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "jimi_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;



-- From here on: what the Prisma schema cannot say.

-- Each partitioned table has a part for what falls outside the days that are prepared: a row is never refused for its
-- time. The upkeep of partitions (lib/server/data/system/partitions.ts) makes days ahead, moves rows into them, and drops
-- days that are past keeping. All days are UTC.
CREATE TABLE "position_default" PARTITION OF "position" DEFAULT;
CREATE TABLE "heartbeat_default" PARTITION OF "heartbeat" DEFAULT;
CREATE TABLE "sign_on_default" PARTITION OF "sign_on" DEFAULT;
CREATE TABLE "obd_reading_default" PARTITION OF "obd_reading" DEFAULT;
CREATE TABLE "fault_report_default" PARTITION OF "fault_report" DEFAULT;
CREATE TABLE "fuel_reading_default" PARTITION OF "fuel_reading" DEFAULT;
CREATE TABLE "climate_reading_default" PARTITION OF "climate_reading" DEFAULT;
CREATE TABLE "rfid_scan_default" PARTITION OF "rfid_scan" DEFAULT;
CREATE TABLE "trip_report_default" PARTITION OF "trip_report" DEFAULT;
CREATE TABLE "device_message_default" PARTITION OF "device_message" DEFAULT;

-- One part for each day that has fixes already.
DO $$
DECLARE
    day date;
BEGIN
    FOR day IN SELECT DISTINCT (fix_at AT TIME ZONE 'UTC')::date FROM position_whole ORDER BY 1 LOOP
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF position FOR VALUES FROM (%L) TO (%L)',
            'position_p' || to_char(day, 'YYYYMMDD'),
            to_char(day, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(day + 1, 'YYYY-MM-DD') || ' 00:00:00+00'
        );
    END LOOP;
END;
$$;
INSERT INTO "position" (
    "tenant_id", "device_id", "fix_at", "source", "lat", "lng", "speed_kph", "heading_deg", "satellites", "ignition", "received_at"
)
SELECT "tenant_id", "device_id", "fix_at", "source", "lat", "lng", "speed_kph", "heading_deg", "satellites", "ignition", "received_at"
FROM "position_whole";
DROP TABLE "position_whole";

-- What was known so far was known with the report that brought it.
UPDATE "device_state" SET
    "ignition_at" = CASE WHEN "ignition" IS NOT NULL THEN COALESCE("fix_at", "received_at") END,
    "online_at" = "received_at",
    "battery_at" = CASE WHEN "battery_percent" IS NOT NULL THEN COALESCE("heartbeat_at", "received_at") END,
    "power_at" = CASE WHEN "external_power" IS NOT NULL THEN COALESCE("heartbeat_at", "received_at") END,
    "signal_at" = CASE WHEN "signal_level" IS NOT NULL THEN COALESCE("heartbeat_at", "received_at") END,
    "odometer_at" = CASE WHEN "odometer_km" IS NOT NULL THEN COALESCE("fix_at", "received_at") END,
    "climate_at" = CASE WHEN "temperature_c" IS NOT NULL THEN COALESCE("heartbeat_at", "received_at") END;

-- Every report rewrites the row of its device: room in the page keeps that off the index.
ALTER TABLE "device_state" SET (fillfactor = 70);
UPDATE "alarm" SET "polled_at" = "received_at";
