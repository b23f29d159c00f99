-- A kept command belongs to the scope of whoever kept it, and is seen by those above it.
ALTER TABLE "saved_command" ADD COLUMN "scope_path" TEXT;
UPDATE "saved_command" c SET "scope_path" = COALESCE(
  (SELECT u."scope_path" FROM "app_user" u WHERE u."tenant_id" = c."tenant_id" AND u."id" = c."created_by_id"), '/');
ALTER TABLE "saved_command" ALTER COLUMN "scope_path" SET NOT NULL;
DROP INDEX "saved_command_tenant_id_name_key";
CREATE UNIQUE INDEX "saved_command_tenant_id_scope_path_name_key" ON "saved_command"("tenant_id", "scope_path", "name");
