-- Until when each connection could receive, and what the filling of a gap needs to go on after a restart.
CREATE TABLE "receive_mark" (
    "tenant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receive_mark_pkey" PRIMARY KEY ("tenant_id","connection_id")
);

ALTER TABLE "receive_mark" ADD CONSTRAINT "receive_mark_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "jimi_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "receive_gap" ADD COLUMN "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "job_id" UUID,
ADD COLUMN     "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

CREATE INDEX "receive_gap_status_next_try_at_idx" ON "receive_gap"("status", "next_try_at");
