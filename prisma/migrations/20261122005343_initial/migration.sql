-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'distributor', 'dispatcher', 'viewer');

-- CreateEnum
CREATE TYPE "JobStatus" AS ENUM ('queued', 'running', 'done', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "tenant" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "scope_path" TEXT NOT NULL DEFAULT '/',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jimi_connection" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "app_key_sealed" TEXT NOT NULL,
    "app_secret_sealed" TEXT NOT NULL,
    "password_md5_sealed" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "health_kind" TEXT NOT NULL DEFAULT 'unknown',
    "health_since" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "roster_synced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "jimi_connection_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "jimi_token" (
    "tenant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "access_token_sealed" TEXT,
    "refresh_token_sealed" TEXT,
    "issued_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "last_get_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "jimi_token_pkey" PRIMARY KEY ("tenant_id","connection_id")
);

-- CreateTable
CREATE TABLE "account" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" INTEGER,
    "parent_id" UUID,
    "path" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "device" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "imei" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "plate" TEXT,
    "driver_name" TEXT,
    "driver_phone" TEXT,
    "model" TEXT,
    "kind" TEXT NOT NULL DEFAULT 'tracker',
    "icon" TEXT,
    "sim" TEXT,
    "vin" TEXT,
    "group_name" TEXT,
    "remark" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "activated_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "device_state" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "fix_at" TIMESTAMPTZ(3),
    "lat" DOUBLE PRECISION,
    "lng" DOUBLE PRECISION,
    "speed_kph" DOUBLE PRECISION,
    "heading_deg" INTEGER,
    "source" TEXT,
    "satellites" INTEGER,
    "accuracy_m" DOUBLE PRECISION,
    "ignition" BOOLEAN,
    "online" BOOLEAN NOT NULL DEFAULT false,
    "expired" BOOLEAN NOT NULL DEFAULT false,
    "heartbeat_at" TIMESTAMPTZ(3),
    "battery_percent" INTEGER,
    "external_power" DOUBLE PRECISION,
    "signal_level" INTEGER,
    "odometer_km" DOUBLE PRECISION,
    "temperature_c" DOUBLE PRECISION,
    "address" TEXT,
    "status" TEXT NOT NULL DEFAULT 'offline',
    "status_since" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_state_pkey" PRIMARY KEY ("tenant_id","device_id")
);

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
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "position_pkey" PRIMARY KEY ("tenant_id","device_id","fix_at","source")
);

-- CreateTable
CREATE TABLE "alarm" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT,
    "severity" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "fix_at" TIMESTAMPTZ(3),
    "lat" DOUBLE PRECISION,
    "lng" DOUBLE PRECISION,
    "speed_kph" DOUBLE PRECISION,
    "fence_ref" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alarm_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "tenant_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "target" TEXT,
    "detail" JSONB NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("tenant_id","seq")
);

-- CreateTable
CREATE TABLE "job" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" "JobStatus" NOT NULL DEFAULT 'queued',
    "payload" JSONB NOT NULL,
    "progress" JSONB,
    "error" TEXT,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenant_slug_key" ON "tenant"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_tenant_id_id_key" ON "app_user"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "account_tenant_id_path_idx" ON "account"("tenant_id", "path");

-- CreateIndex
CREATE UNIQUE INDEX "account_tenant_id_connection_id_login_key" ON "account"("tenant_id", "connection_id", "login");

-- CreateIndex
CREATE INDEX "device_tenant_id_account_id_idx" ON "device"("tenant_id", "account_id");

-- CreateIndex
CREATE INDEX "device_tenant_id_connection_id_idx" ON "device"("tenant_id", "connection_id");

-- CreateIndex
CREATE UNIQUE INDEX "device_tenant_id_imei_key" ON "device"("tenant_id", "imei");

-- CreateIndex
CREATE INDEX "alarm_tenant_id_started_at_idx" ON "alarm"("tenant_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "alarm_tenant_id_device_id_code_started_at_key" ON "alarm"("tenant_id", "device_id", "code", "started_at");

-- CreateIndex
CREATE INDEX "job_status_created_at_idx" ON "job"("status", "created_at");

-- AddForeignKey
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jimi_connection" ADD CONSTRAINT "jimi_connection_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jimi_token" ADD CONSTRAINT "jimi_token_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "jimi_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "jimi_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "jimi_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_tenant_id_account_id_fkey" FOREIGN KEY ("tenant_id", "account_id") REFERENCES "account"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_state" ADD CONSTRAINT "device_state_tenant_id_device_id_fkey" FOREIGN KEY ("tenant_id", "device_id") REFERENCES "device"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_tenant_id_device_id_fkey" FOREIGN KEY ("tenant_id", "device_id") REFERENCES "device"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on: what the Prisma schema cannot say. Prisma keeps these when it makes further migrations.

-- One address is one person, however it is typed.
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_email_lower" CHECK ("email" = lower("email"));

-- Paths end in "/", so that a prefix match never takes a sibling ("/a/" is no prefix of "/ab/").
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_scope_path_form" CHECK ("scope_path" ~ '^/([^/]+/)*$');
ALTER TABLE "account" ADD CONSTRAINT "account_path_form" CHECK ("path" ~ '^/([^/]+/)+$');

ALTER TABLE "device_state"
    ADD CONSTRAINT "device_state_ranges" CHECK (
        ("lat" BETWEEN -90 AND 90) AND ("lng" BETWEEN -180 AND 180)
        AND ("heading_deg" BETWEEN 0 AND 359)
        AND ("battery_percent" BETWEEN 0 AND 100)
        AND ("speed_kph" >= 0) AND ("accuracy_m" >= 0)
    ),
    ADD CONSTRAINT "device_state_whole_position" CHECK (
        ("lat" IS NULL) = ("lng" IS NULL) AND ("fix_at" IS NOT NULL OR "lat" IS NULL)
    );

ALTER TABLE "position" ADD CONSTRAINT "position_ranges" CHECK (
    ("lat" BETWEEN -90 AND 90) AND ("lng" BETWEEN -180 AND 180)
    AND ("heading_deg" BETWEEN 0 AND 359)
    AND ("speed_kph" >= 0)
);

ALTER TABLE "alarm"
    ADD CONSTRAINT "alarm_ranges" CHECK (("lat" BETWEEN -90 AND 90) AND ("lng" BETWEEN -180 AND 180)),
    ADD CONSTRAINT "alarm_whole_position" CHECK (("lat" IS NULL) = ("lng" IS NULL));

-- The audit trail is append-only, for every role and tool that comes through SQL.
CREATE FUNCTION "audit_entry_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are append-only';
END;
$$;

CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry"
    FOR EACH ROW EXECUTE FUNCTION "audit_entry_refuse_change"();

CREATE TRIGGER "audit_entry_no_truncate" BEFORE TRUNCATE ON "audit_entry"
    FOR EACH STATEMENT EXECUTE FUNCTION "audit_entry_refuse_change"();
