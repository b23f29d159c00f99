-- Harmless commands that Milepost keeps for offline devices, until they are back or a time has come.
-- AlterTable
ALTER TABLE "command" ADD COLUMN "expires_at" TIMESTAMPTZ(3);
-- CreateIndex
CREATE INDEX "command_tenant_id_state_idx" ON "command"("tenant_id", "state");

-- What could stop a vehicle never waits, and what waits does so for a time that ends.
ALTER TABLE "command" ADD CONSTRAINT "command_waits_harmless"
  CHECK ("state" <> 'waiting' OR ("kind" IN ('other', 'restore') AND "expires_at" IS NOT NULL));
