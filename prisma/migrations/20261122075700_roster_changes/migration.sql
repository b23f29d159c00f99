-- Which accounts and devices Milepost itself has changed, by the revision of the roster that the change made. A reading of the
-- vendor that began before asks for those again, and takes nothing of them back.
ALTER TABLE "account" ADD COLUMN "changed_revision" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "device" ADD COLUMN "changed_revision" INTEGER NOT NULL DEFAULT 0;
