-- Warnings and critical alarms by when they became known: what is unread is counted again and again, among very many notes.
CREATE INDEX "alarm_calling_idx" ON "alarm"("tenant_id", "received_at") WHERE COALESCE("rule_severity", "severity") <> 'info';
