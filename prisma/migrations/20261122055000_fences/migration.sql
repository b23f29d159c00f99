-- Geofences, who they are for, what happened at them, and how far each vehicle has been held against them.

CREATE TABLE "fence" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scope_path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shape" JSONB NOT NULL,
    "color" TEXT NOT NULL,
    "tags" TEXT[],
    "description" TEXT NOT NULL DEFAULT '',
    "alarm_enter" BOOLEAN NOT NULL,
    "alarm_exit" BOOLEAN NOT NULL,
    "dwell_min" INTEGER,
    "all_devices" BOOLEAN NOT NULL DEFAULT true,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "shape_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "vendor_kind" TEXT NOT NULL DEFAULT 'none',
    "vendor_account_id" UUID,
    "vendor_fence_id" TEXT,
    "vendor_state" TEXT NOT NULL DEFAULT 'none',
    "vendor_problem" TEXT,
    "vendor_seen" JSONB,
    "vendor_checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "fence_pkey" PRIMARY KEY ("tenant_id","id"),
    CONSTRAINT "fence_scope_path_form" CHECK (scope_path LIKE '/%' AND scope_path LIKE '%/')
);

CREATE TABLE "fence_device" (
    "tenant_id" UUID NOT NULL,
    "fence_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "chosen" BOOLEAN NOT NULL DEFAULT true,
    "serial" TEXT,
    "problem" TEXT,

    CONSTRAINT "fence_device_pkey" PRIMARY KEY ("tenant_id","fence_id","device_id")
);

CREATE TABLE "fence_event" (
    "tenant_id" UUID NOT NULL,
    "fence_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "fix_at" TIMESTAMPTZ(3) NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lng" DOUBLE PRECISION NOT NULL,
    "speed_kph" DOUBLE PRECISION,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fence_event_pkey" PRIMARY KEY ("tenant_id","fence_id","device_id","kind","at")
);

CREATE TABLE "fence_state" (
    "tenant_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "fix_at" TIMESTAMPTZ(3) NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lng" DOUBLE PRECISION NOT NULL,
    "speed_kph" DOUBLE PRECISION,
    "visits" JSONB NOT NULL,

    CONSTRAINT "fence_state_pkey" PRIMARY KEY ("tenant_id","device_id")
);

CREATE INDEX "fence_tenant_id_scope_path_idx" ON "fence"("tenant_id", "scope_path");
CREATE INDEX "fence_device_tenant_id_device_id_idx" ON "fence_device"("tenant_id", "device_id");
CREATE INDEX "fence_event_tenant_id_fence_id_at_idx" ON "fence_event"("tenant_id", "fence_id", "at");
CREATE INDEX "fence_event_tenant_id_device_id_at_idx" ON "fence_event"("tenant_id", "device_id", "at");

ALTER TABLE "fence_device" ADD CONSTRAINT "fence_device_tenant_id_fence_id_fkey" FOREIGN KEY ("tenant_id", "fence_id") REFERENCES "fence"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "fence_device" ADD CONSTRAINT "fence_device_tenant_id_device_id_fkey" FOREIGN KEY ("tenant_id", "device_id") REFERENCES "device"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "fence_event" ADD CONSTRAINT "fence_event_tenant_id_fence_id_fkey" FOREIGN KEY ("tenant_id", "fence_id") REFERENCES "fence"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "fence_state" ADD CONSTRAINT "fence_state_tenant_id_device_id_fkey" FOREIGN KEY ("tenant_id", "device_id") REFERENCES "device"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
