-- CreateTable
CREATE TABLE "push_day" (
    "tenant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "topic" TEXT NOT NULL,
    "stored" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "push_day_pkey" PRIMARY KEY ("tenant_id","connection_id","day","topic")
);

-- AddForeignKey
ALTER TABLE "push_day" ADD CONSTRAINT "push_day_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "jimi_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
