-- Links that show chosen vehicles to whoever holds them, for a limited time.
CREATE TABLE "share_link" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "creator_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "token_sealed" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "shown_from" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "fields" TEXT[] NOT NULL,
    "zone_mode" TEXT NOT NULL DEFAULT 'none',
    "zones" JSONB NOT NULL DEFAULT '[]',
    "password_hash" TEXT,
    "destination" JSONB,
    "viewer_limit" INTEGER,
    "views" INTEGER NOT NULL DEFAULT 0,
    "last_viewed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "share_link_pkey" PRIMARY KEY ("tenant_id","id"),
    CONSTRAINT "share_link_times" CHECK ("ends_at" > "starts_at")
);

CREATE TABLE "share_vehicle" (
    "tenant_id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "alias" TEXT,

    CONSTRAINT "share_vehicle_pkey" PRIMARY KEY ("tenant_id","link_id","device_id")
);

-- Places of links with a limit of viewers: whoever was seen a moment ago has one.
CREATE TABLE "share_viewer" (
    "tenant_id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "viewer_key" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "share_viewer_pkey" PRIMARY KEY ("tenant_id","link_id","viewer_key")
);

CREATE UNIQUE INDEX "share_link_token_hash_key" ON "share_link"("token_hash");

CREATE INDEX "share_link_tenant_id_creator_id_idx" ON "share_link"("tenant_id", "creator_id");

CREATE INDEX "share_link_tenant_id_ends_at_idx" ON "share_link"("tenant_id", "ends_at");

ALTER TABLE "share_link" ADD CONSTRAINT "share_link_tenant_id_creator_id_fkey" FOREIGN KEY ("tenant_id", "creator_id") REFERENCES "app_user"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "share_vehicle" ADD CONSTRAINT "share_vehicle_tenant_id_link_id_fkey" FOREIGN KEY ("tenant_id", "link_id") REFERENCES "share_link"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "share_vehicle" ADD CONSTRAINT "share_vehicle_tenant_id_device_id_fkey" FOREIGN KEY ("tenant_id", "device_id") REFERENCES "device"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "share_viewer" ADD CONSTRAINT "share_viewer_tenant_id_link_id_fkey" FOREIGN KEY ("tenant_id", "link_id") REFERENCES "share_link"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
