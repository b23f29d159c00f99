-- AlterTable
ALTER TABLE "jimi_connection" ADD COLUMN     "own_pauses" JSONB;


