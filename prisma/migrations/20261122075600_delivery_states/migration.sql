-- The log of a way narrowed to one state, the newest first.
CREATE INDEX "notification_tenant_id_way_status_created_at_id_idx"
  ON "notification" ("tenant_id", "way", "status", "created_at", "id");
