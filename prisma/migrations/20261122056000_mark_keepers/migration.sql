-- Which kind of process keeps a mark: the one that posts come to.
ALTER TABLE "receive_mark" ADD COLUMN "kept_by" TEXT NOT NULL DEFAULT 'app';
