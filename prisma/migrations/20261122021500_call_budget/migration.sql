-- AlterTable
ALTER TABLE "jimi_connection" ADD COLUMN     "clock_measured_at" TIMESTAMPTZ(3),
ADD COLUMN     "clock_offset_ms" INTEGER,
ADD COLUMN     "pause_reason" TEXT,
ADD COLUMN     "paused_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "jimi_call_day" (
    "tenant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "method" TEXT NOT NULL,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "shared" INTEGER NOT NULL DEFAULT 0,
    "cached" INTEGER NOT NULL DEFAULT 0,
    "commands" INTEGER NOT NULL DEFAULT 0,
    "people" INTEGER NOT NULL DEFAULT 0,
    "background" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "jimi_call_day_pkey" PRIMARY KEY ("tenant_id","connection_id","day","method")
);

-- CreateTable
CREATE TABLE "jimi_error_day" (
    "tenant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "code" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "jimi_error_day_pkey" PRIMARY KEY ("tenant_id","connection_id","day","code","method")
);

-- CreateIndex
CREATE INDEX "jimi_call_day_day_idx" ON "jimi_call_day"("day");

-- CreateIndex
CREATE INDEX "jimi_error_day_day_idx" ON "jimi_error_day"("day");

-- AddForeignKey
ALTER TABLE "jimi_call_day" ADD CONSTRAINT "jimi_call_day_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "jimi_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jimi_error_day" ADD CONSTRAINT "jimi_error_day_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "jimi_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
