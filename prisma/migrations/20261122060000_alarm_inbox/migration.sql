-- What people do with alarms, apart from the alarms themselves: those are written by pushes and polls, and stay as quick as they were.
-- CreateTable
CREATE TABLE "alarm_handling" (
    "tenant_id" UUID NOT NULL,
    "alarm_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "assignee_id" UUID,
    "snoozed_until" TIMESTAMPTZ(3),
    "resolution" TEXT,
    "note" TEXT,
    "version" INTEGER NOT NULL,
    "changed_by_id" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "alarm_handling_pkey" PRIMARY KEY ("tenant_id","alarm_id")
);
-- CreateTable
CREATE TABLE "alarm_history" (
    "tenant_id" UUID NOT NULL,
    "alarm_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    CONSTRAINT "alarm_history_pkey" PRIMARY KEY ("tenant_id","alarm_id","id")
);
-- CreateTable
CREATE TABLE "alarm_read_mark" (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "read_until" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "alarm_read_mark_pkey" PRIMARY KEY ("tenant_id","user_id")
);
-- CreateTable
CREATE TABLE "alarm_read" (
    "tenant_id" UUID NOT NULL,
    "alarm_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "alarm_read_pkey" PRIMARY KEY ("tenant_id","alarm_id","user_id")
);
-- CreateIndex
CREATE INDEX "alarm_handling_tenant_id_state_idx" ON "alarm_handling"("tenant_id", "state");
-- CreateIndex
CREATE INDEX "alarm_handling_tenant_id_assignee_id_idx" ON "alarm_handling"("tenant_id", "assignee_id");
-- CreateIndex
CREATE INDEX "alarm_handling_tenant_id_snoozed_until_idx" ON "alarm_handling"("tenant_id", "snoozed_until");
-- CreateIndex
CREATE INDEX "alarm_history_tenant_id_at_idx" ON "alarm_history"("tenant_id", "at");
-- CreateIndex
CREATE INDEX "alarm_read_tenant_id_user_id_received_at_idx" ON "alarm_read"("tenant_id", "user_id", "received_at");
-- AddForeignKey
ALTER TABLE "alarm_handling" ADD CONSTRAINT "alarm_handling_tenant_id_alarm_id_fkey" FOREIGN KEY ("tenant_id", "alarm_id") REFERENCES "alarm"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "alarm_history" ADD CONSTRAINT "alarm_history_tenant_id_alarm_id_fkey" FOREIGN KEY ("tenant_id", "alarm_id") REFERENCES "alarm"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "alarm_read" ADD CONSTRAINT "alarm_read_tenant_id_alarm_id_fkey" FOREIGN KEY ("tenant_id", "alarm_id") REFERENCES "alarm"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was done stays as it was told. It goes with its alarm only.
CREATE FUNCTION "alarm_history_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of alarms is append-only';
END $$;
CREATE TRIGGER "alarm_history_append_only" BEFORE UPDATE ON "alarm_history"
  FOR EACH ROW EXECUTE FUNCTION "alarm_history_refuse_change"();
