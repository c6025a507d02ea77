-- AlterTable
ALTER TABLE "desk"."purchase" DROP COLUMN "watch_at";

-- CreateTable
CREATE TABLE "desk"."kept_order" (
    "partner_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "agent_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_order_pkey" PRIMARY KEY ("partner_id","order_id")
);

-- Notices of windows are about the order now, whoever bought it: what was told of a purchase is told.
UPDATE "desk"."notice" n SET "subject_id" = md5(p."partner_id"::text || '/' || p."order_id")::uuid
FROM "desk"."purchase" p
WHERE n."occasion" = 'buying.window-closes' AND n."subject_id" = p."id" AND p."order_id" IS NOT NULL;
