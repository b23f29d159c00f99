-- Where a device lies in the tree of scopes: its account's path, and below it one segment for its vehicle group. The segment
-- begins with ":", which no account path holds, as logins are percent-encoded in it.
ALTER TABLE "device" ADD COLUMN "scope_path" TEXT NOT NULL DEFAULT '';

CREATE FUNCTION "scope_segment_of_group"("group_name" text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN "group_name" IS NULL OR "group_name" = '' THEN ''
        ELSE ':' || left(encode(sha256(convert_to("group_name", 'UTF8')), 'hex'), 32) || '/' END
$$;

-- Whatever a statement writes into scope_path, what stands there is the truth.
CREATE FUNCTION "device_keep_scope_path"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW."scope_path" := COALESCE(
        (SELECT a."path" || "scope_segment_of_group"(NEW."group_name") FROM "account" a
         WHERE a."tenant_id" = NEW."tenant_id" AND a."id" = NEW."account_id"), '');
    RETURN NEW;
END;
$$;

CREATE TRIGGER "device_scope_path" BEFORE INSERT OR UPDATE OF "account_id", "group_name", "scope_path" ON "device"
    FOR EACH ROW EXECUTE FUNCTION "device_keep_scope_path"();

CREATE FUNCTION "account_move_scope_paths"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "device" SET "scope_path" = '' WHERE "tenant_id" = NEW."tenant_id" AND "account_id" = NEW."id";
    RETURN NULL;
END;
$$;

CREATE TRIGGER "account_scope_paths" AFTER UPDATE OF "path" ON "account"
    FOR EACH ROW WHEN (OLD."path" IS DISTINCT FROM NEW."path") EXECUTE FUNCTION "account_move_scope_paths"();

UPDATE "device" SET "scope_path" = '';

CREATE INDEX "device_tenant_id_scope_path_idx" ON "device"("tenant_id", "scope_path" text_pattern_ops);
