-- A reading that some messages tell alone needs a time of its own, or it would be forgotten with the next message that
-- leaves it open: whether the battery charges, the humidity, and whether the term is over.

-- AlterTable
ALTER TABLE "device_state" ADD COLUMN     "charging_at" TIMESTAMPTZ(3),
ADD COLUMN     "humidity_at" TIMESTAMPTZ(3),
ADD COLUMN     "term_at" TIMESTAMPTZ(3);

-- From here on: what the Prisma schema cannot say.

-- What was known so far was known with the report that brought it.
UPDATE "device_state" SET
    "charging_at" = CASE WHEN "charging" IS NOT NULL THEN COALESCE("battery_at", "received_at") END,
    "humidity_at" = CASE WHEN "humidity_percent" IS NOT NULL THEN COALESCE("climate_at", "received_at") END,
    "term_at" = "received_at";
