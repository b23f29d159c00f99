-- Who is told of which alarms and how, what is to be sent, and how it went.
-- AlterTable
ALTER TABLE "alarm" ADD COLUMN "rule_severity" TEXT;
-- CreateTable
CREATE TABLE "alarm_rule" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "definition" JSONB NOT NULL,
    "active_since" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "alarm_rule_pkey" PRIMARY KEY ("tenant_id","id")
);
-- CreateTable
CREATE TABLE "alarm_rule_cursor" (
    "tenant_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "alarm_rule_cursor_pkey" PRIMARY KEY ("tenant_id")
);
-- CreateTable
CREATE TABLE "alarm_evaluation" (
    "tenant_id" UUID NOT NULL,
    "alarm_id" UUID NOT NULL,
    "evaluated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "alarm_evaluation_pkey" PRIMARY KEY ("tenant_id","alarm_id")
);
-- CreateTable
CREATE TABLE "alarm_rule_wait" (
    "tenant_id" UUID NOT NULL,
    "alarm_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "alarm_rule_wait_pkey" PRIMARY KEY ("tenant_id","alarm_id","rule_id")
);
-- CreateTable
CREATE TABLE "alarm_rule_last" (
    "tenant_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "alarm_rule_last_pkey" PRIMARY KEY ("tenant_id","rule_id","device_id","code")
);
-- CreateTable
CREATE TABLE "web_push_key" (
    "tenant_id" UUID NOT NULL,
    "public_key" TEXT NOT NULL,
    "private_key_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "web_push_key_pkey" PRIMARY KEY ("tenant_id")
);
-- CreateTable
CREATE TABLE "web_push_subscription" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "endpoint_hash" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth_sealed" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sent_at" TIMESTAMPTZ(3),
    CONSTRAINT "web_push_subscription_pkey" PRIMARY KEY ("tenant_id","id")
);
-- CreateTable
CREATE TABLE "notify_setting" (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "mail" BOOLEAN NOT NULL DEFAULT true,
    "quiet" JSONB,
    CONSTRAINT "notify_setting_pkey" PRIMARY KEY ("tenant_id","user_id")
);
-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret_sealed" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("tenant_id","id")
);
-- CreateTable
CREATE TABLE "notification" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "alarm_id" UUID,
    "rule_id" UUID,
    "way" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "user_id" UUID,
    "content" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "last_words" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    CONSTRAINT "notification_pkey" PRIMARY KEY ("tenant_id","id")
);
-- CreateIndex
CREATE INDEX "alarm_rule_wait_tenant_id_due_at_idx" ON "alarm_rule_wait"("tenant_id", "due_at");
-- CreateIndex
CREATE INDEX "web_push_subscription_tenant_id_user_id_idx" ON "web_push_subscription"("tenant_id", "user_id");
-- CreateIndex
CREATE UNIQUE INDEX "web_push_subscription_tenant_id_endpoint_hash_key" ON "web_push_subscription"("tenant_id", "endpoint_hash");
-- CreateIndex
CREATE INDEX "notification_status_next_attempt_at_idx" ON "notification"("status", "next_attempt_at");
-- CreateIndex
CREATE INDEX "notification_tenant_id_user_id_created_at_idx" ON "notification"("tenant_id", "user_id", "created_at");
-- CreateIndex
CREATE INDEX "notification_tenant_id_way_recipient_created_at_idx" ON "notification"("tenant_id", "way", "recipient", "created_at");
-- CreateIndex
CREATE UNIQUE INDEX "notification_tenant_id_alarm_id_rule_id_way_recipient_key" ON "notification"("tenant_id", "alarm_id", "rule_id", "way", "recipient");
-- AddForeignKey
ALTER TABLE "alarm_rule" ADD CONSTRAINT "alarm_rule_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "alarm_rule_cursor" ADD CONSTRAINT "alarm_rule_cursor_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "alarm_evaluation" ADD CONSTRAINT "alarm_evaluation_tenant_id_alarm_id_fkey" FOREIGN KEY ("tenant_id", "alarm_id") REFERENCES "alarm"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "alarm_rule_wait" ADD CONSTRAINT "alarm_rule_wait_tenant_id_alarm_id_fkey" FOREIGN KEY ("tenant_id", "alarm_id") REFERENCES "alarm"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "alarm_rule_wait" ADD CONSTRAINT "alarm_rule_wait_tenant_id_rule_id_fkey" FOREIGN KEY ("tenant_id", "rule_id") REFERENCES "alarm_rule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "alarm_rule_last" ADD CONSTRAINT "alarm_rule_last_tenant_id_rule_id_fkey" FOREIGN KEY ("tenant_id", "rule_id") REFERENCES "alarm_rule"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "alarm_rule_last" ADD CONSTRAINT "alarm_rule_last_tenant_id_device_id_fkey" FOREIGN KEY ("tenant_id", "device_id") REFERENCES "device"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "web_push_key" ADD CONSTRAINT "web_push_key_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "web_push_subscription" ADD CONSTRAINT "web_push_subscription_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "notify_setting" ADD CONSTRAINT "notify_setting_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id", "user_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
