-- Views of the table of devices that a person keeps, and how that person's table looks without one.
CREATE TABLE "device_view" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "spec" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_view_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE UNIQUE INDEX "device_view_tenant_id_owner_id_name_key" ON "device_view"("tenant_id", "owner_id", "name");
ALTER TABLE "device_view" ADD CONSTRAINT "device_view_tenant_id_owner_id_fkey" FOREIGN KEY ("tenant_id", "owner_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "device_layout" (
    "tenant_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "columns" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_layout_pkey" PRIMARY KEY ("tenant_id","owner_id")
);
ALTER TABLE "device_layout" ADD CONSTRAINT "device_layout_tenant_id_owner_id_fkey" FOREIGN KEY ("tenant_id", "owner_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
