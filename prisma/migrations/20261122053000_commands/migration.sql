-- Commands to devices, what tenants demand of them, and single rights beside a role.
-- AlterTable
ALTER TABLE "app_user" ADD COLUMN "rights" TEXT[] DEFAULT ARRAY[]::TEXT[];
-- CreateTable
CREATE TABLE "command" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "batch_id" UUID,
    "order" JSONB NOT NULL,
    "text" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "typed_plate" TEXT,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "outcome" TEXT,
    "vendor_code" INTEGER,
    "request_number" TEXT,
    CONSTRAINT "command_pkey" PRIMARY KEY ("tenant_id","id")
);
-- CreateTable
CREATE TABLE "saved_command" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "order" JSONB NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "saved_command_pkey" PRIMARY KEY ("tenant_id","id")
);
-- CreateTable
CREATE TABLE "command_setting" (
    "tenant_id" UUID NOT NULL,
    "needs_second_approver" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "command_setting_pkey" PRIMARY KEY ("tenant_id")
);
-- CreateTable
CREATE TABLE "reauthentication" (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "reauthentication_pkey" PRIMARY KEY ("tenant_id","user_id","session_hash")
);
-- CreateTable
CREATE TABLE "command_hub" (
    "tenant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "token_sealed" TEXT NOT NULL,
    CONSTRAINT "command_hub_pkey" PRIMARY KEY ("tenant_id","connection_id")
);
-- CreateIndex
CREATE INDEX "command_tenant_id_requested_at_idx" ON "command"("tenant_id", "requested_at");
-- CreateIndex
CREATE INDEX "command_tenant_id_device_id_requested_at_idx" ON "command"("tenant_id", "device_id", "requested_at");
-- CreateIndex
CREATE INDEX "command_tenant_id_batch_id_idx" ON "command"("tenant_id", "batch_id");
-- CreateIndex
CREATE UNIQUE INDEX "saved_command_tenant_id_name_key" ON "saved_command"("tenant_id", "name");

-- Nobody is the second person to themselves.
ALTER TABLE "command" ADD CONSTRAINT "command_approver_is_another"
  CHECK ("approved_by_id" IS NULL OR "approved_by_id" <> "requested_by_id");

-- A command leaves once. Whatever tries to send a row again is stopped here.
CREATE FUNCTION command_leaves_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sent_at IS NOT NULL AND NEW.sent_at IS DISTINCT FROM OLD.sent_at THEN
    RAISE EXCEPTION 'command % has been sent already', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER command_leaves_once BEFORE UPDATE ON "command"
  FOR EACH ROW EXECUTE FUNCTION command_leaves_once();
