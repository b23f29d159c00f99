-- Work on many devices: what was asked, and what became of it for each device. An item is written down before anything
-- leaves for the vendor, so that nothing is done twice when a process dies.

CREATE TABLE "device_job" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "asked_by_id" UUID NOT NULL,
    "scope_path" TEXT NOT NULL,
    "about" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "stop_asked_at" TIMESTAMPTZ(3),
    "wait_until" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "device_job_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE INDEX "device_job_tenant_id_created_at_idx" ON "device_job"("tenant_id", "created_at");

CREATE TABLE "device_job_item" (
    "tenant_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "device_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "imei" TEXT NOT NULL,
    "device_name" TEXT NOT NULL,
    "batch_key" TEXT NOT NULL,
    "wish" JSONB NOT NULL,
    "changes" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "problem" JSONB,
    "sent_count" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_job_item_pkey" PRIMARY KEY ("tenant_id","job_id","seq")
);

CREATE INDEX "device_job_item_tenant_id_job_id_state_seq_idx" ON "device_job_item"("tenant_id", "job_id", "state", "seq");

ALTER TABLE "device_job" ADD CONSTRAINT "device_job_tenant_id_fkey"
    FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "device_job_item" ADD CONSTRAINT "device_job_item_tenant_id_job_id_fkey"
    FOREIGN KEY ("tenant_id", "job_id") REFERENCES "device_job"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
