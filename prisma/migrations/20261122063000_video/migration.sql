-- Streams that the vendor sends, who watches them, what cameras were asked for, and how long people may watch.

CREATE TABLE "video_stream" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "channel" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "slot" TEXT,
    "viewing_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "address" TEXT,
    "recording" JSONB,
    "opened_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "bytes_per_s" DOUBLE PRECISION,
    "bytes" DOUBLE PRECISION,
    "end_reason" TEXT,
    "close_due_at" TIMESTAMPTZ(3),
    "close_tries" INTEGER NOT NULL DEFAULT 0,
    "closed_at" TIMESTAMPTZ(3),
    "problem" JSONB,

    CONSTRAINT "video_stream_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "video_viewer" (
    "tenant_id" UUID NOT NULL,
    "stream_id" UUID NOT NULL,
    "viewer_key" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "video_viewer_pkey" PRIMARY KEY ("tenant_id","stream_id","viewer_key")
);

CREATE TABLE "video_order" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "lens" TEXT NOT NULL,
    "seconds" INTEGER,
    "file_name" TEXT,
    "moment_at" TIMESTAMPTZ(3),
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "arrived_at" TIMESTAMPTZ(3),
    "file_key" TEXT,

    CONSTRAINT "video_order_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "video_list" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "channel" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "polls" INTEGER NOT NULL DEFAULT 0,
    "next_poll_at" TIMESTAMPTZ(3) NOT NULL,
    "ready_at" TIMESTAMPTZ(3),
    "recordings" JSONB,
    "problem" JSONB,

    CONSTRAINT "video_list_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "video_setting" (
    "tenant_id" UUID NOT NULL,
    "live_limit_s" INTEGER NOT NULL,

    CONSTRAINT "video_setting_pkey" PRIMARY KEY ("tenant_id")
);

CREATE INDEX "video_stream_tenant_id_device_id_asked_at_idx" ON "video_stream"("tenant_id", "device_id", "asked_at");

CREATE INDEX "video_stream_closed_at_idx" ON "video_stream"("closed_at");

CREATE UNIQUE INDEX "video_stream_tenant_id_device_id_slot_key" ON "video_stream"("tenant_id", "device_id", "slot");

CREATE INDEX "video_order_tenant_id_device_id_asked_at_idx" ON "video_order"("tenant_id", "device_id", "asked_at");

CREATE INDEX "video_list_tenant_id_device_id_asked_at_idx" ON "video_list"("tenant_id", "device_id", "asked_at");

ALTER TABLE "video_stream" ADD CONSTRAINT "video_stream_tenant_id_device_id_fkey" FOREIGN KEY ("tenant_id", "device_id") REFERENCES "device"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "video_viewer" ADD CONSTRAINT "video_viewer_tenant_id_stream_id_fkey" FOREIGN KEY ("tenant_id", "stream_id") REFERENCES "video_stream"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "video_order" ADD CONSTRAINT "video_order_tenant_id_device_id_fkey" FOREIGN KEY ("tenant_id", "device_id") REFERENCES "device"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "video_list" ADD CONSTRAINT "video_list_tenant_id_device_id_fkey" FOREIGN KEY ("tenant_id", "device_id") REFERENCES "device"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
