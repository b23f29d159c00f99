-- Counts what Milepost itself has changed of a connection's accounts and devices, so that a reading of the vendor's list that
-- began before such a change is not stored over it.
ALTER TABLE "jimi_connection" ADD COLUMN "roster_revision" INTEGER NOT NULL DEFAULT 0;
