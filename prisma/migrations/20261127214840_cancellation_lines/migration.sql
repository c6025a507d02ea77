-- AlterTable
ALTER TABLE "desk"."cancellation" ADD COLUMN "whole" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "desk"."cancellation_line" (
    "cancellation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "partner_id" UUID NOT NULL,
    "active_order_id" TEXT,

    CONSTRAINT "cancellation_line_pkey" PRIMARY KEY ("cancellation_id","number")
);

-- Cancellations of before are of all lines of their order; of an order that is not there, of its first one.
INSERT INTO "desk"."cancellation_line" ("cancellation_id", "number", "partner_id", "active_order_id")
SELECT c."id", coalesce(l."number", 0), c."partner_id", c."active_order_id"
FROM "desk"."cancellation" c
LEFT JOIN "partner_center"."order_line" l ON l."partner_id" = c."partner_id" AND l."order_id" = c."order_id";

-- CreateIndex
CREATE UNIQUE INDEX "cancellation_line_partner_id_active_order_id_number_key" ON "desk"."cancellation_line"("partner_id", "active_order_id", "number");

-- AddForeignKey
ALTER TABLE "desk"."cancellation_line" ADD CONSTRAINT "cancellation_line_cancellation_id_fkey" FOREIGN KEY ("cancellation_id") REFERENCES "desk"."cancellation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- DropIndex
DROP INDEX "desk"."cancellation_partner_id_active_order_id_key";

-- AlterTable
ALTER TABLE "desk"."cancellation" DROP COLUMN "active_order_id";
