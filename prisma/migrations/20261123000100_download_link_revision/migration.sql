-- AlterTable
ALTER TABLE "desk"."download_link" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;
