-- AlterTable
ALTER TABLE "desk"."purchase" ADD COLUMN     "reseller" TEXT;
