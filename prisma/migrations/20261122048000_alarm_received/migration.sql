-- Processes that do not hear of each other ask for the alarms that came since they last asked.
CREATE INDEX "alarm_tenant_id_received_at_idx" ON "alarm"("tenant_id", "received_at");
