-- AlterTable
ALTER TABLE "desk"."cancellation" ADD COLUMN     "refusal_facts" TEXT;

-- AlterTable
ALTER TABLE "desk"."purchase" ADD COLUMN     "refusal_facts" TEXT;
