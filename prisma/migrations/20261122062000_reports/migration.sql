-- Saved reports, and schedules by which they are sent.
CREATE TABLE "report_definition" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "scope_path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL,
    "request" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_definition_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "report_schedule" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "definition_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "scope_path" TEXT NOT NULL,
    "rhythm" JSONB NOT NULL,
    "time" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "range" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "stopped_because" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_schedule_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "report_recipient" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "user_id" UUID,
    "address" TEXT,
    "zone" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_recipient_pkey" PRIMARY KEY ("tenant_id","id"),
    CONSTRAINT "report_recipient_one" CHECK (("user_id" IS NULL) <> ("address" IS NULL))
);

CREATE TABLE "report_run" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "zone" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "job_id" UUID,
    "recipients" JSONB NOT NULL,
    "row_count" INTEGER,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_run_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE INDEX "report_definition_tenant_id_owner_id_idx" ON "report_definition"("tenant_id", "owner_id");

CREATE INDEX "report_schedule_tenant_id_definition_id_idx" ON "report_schedule"("tenant_id", "definition_id");

CREATE INDEX "report_schedule_tenant_id_owner_id_idx" ON "report_schedule"("tenant_id", "owner_id");

CREATE INDEX "report_recipient_tenant_id_schedule_id_idx" ON "report_recipient"("tenant_id", "schedule_id");

CREATE INDEX "report_recipient_next_at_idx" ON "report_recipient"("next_at");

CREATE INDEX "report_run_state_next_try_at_idx" ON "report_run"("state", "next_try_at");

CREATE UNIQUE INDEX "report_run_tenant_id_schedule_id_due_at_zone_key" ON "report_run"("tenant_id", "schedule_id", "due_at", "zone");

ALTER TABLE "report_definition" ADD CONSTRAINT "report_definition_tenant_id_owner_id_fkey" FOREIGN KEY ("tenant_id", "owner_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_tenant_id_definition_id_fkey" FOREIGN KEY ("tenant_id", "definition_id") REFERENCES "report_definition"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_tenant_id_owner_id_fkey" FOREIGN KEY ("tenant_id", "owner_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "report_recipient" ADD CONSTRAINT "report_recipient_tenant_id_schedule_id_fkey" FOREIGN KEY ("tenant_id", "schedule_id") REFERENCES "report_schedule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "report_recipient" ADD CONSTRAINT "report_recipient_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "report_run" ADD CONSTRAINT "report_run_tenant_id_schedule_id_fkey" FOREIGN KEY ("tenant_id", "schedule_id") REFERENCES "report_schedule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
