-- Rejects of devices that a roster has brought since.
CREATE INDEX "push_reject_tenant_id_connection_id_reason_imei_idx" ON "push_reject"("tenant_id", "connection_id", "reason", "imei");
