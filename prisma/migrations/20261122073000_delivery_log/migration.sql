-- What was sent, byte by byte as it was signed, and when somebody last asked for it to be sent again; tries made before that do
-- not count towards giving up.
ALTER TABLE "notification" ADD COLUMN "body" TEXT,
  ADD COLUMN "asked_again_at" TIMESTAMPTZ(3),
  ADD COLUMN "attempts_before" INTEGER NOT NULL DEFAULT 0;

-- Each try of a notification that leaves by mail, push or webhook, and what came of it.
CREATE TABLE "notification_try" (
  "tenant_id" UUID NOT NULL,
  "notification_id" UUID NOT NULL,
  "attempt" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "outcome" TEXT NOT NULL,
  "http_status" INTEGER,
  "words" TEXT NOT NULL,
  CONSTRAINT "notification_try_pkey" PRIMARY KEY ("tenant_id", "notification_id", "attempt"),
  CONSTRAINT "notification_try_tenant_id_notification_id_fkey" FOREIGN KEY ("tenant_id", "notification_id")
    REFERENCES "notification" ("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- The log of a way, the newest first.
CREATE INDEX "notification_tenant_id_way_created_at_id_idx" ON "notification" ("tenant_id", "way", "created_at", "id");
