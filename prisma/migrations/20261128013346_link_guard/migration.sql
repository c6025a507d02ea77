-- AlterTable
ALTER TABLE "desk"."download_link" ADD COLUMN     "address_sealed" TEXT;

-- CreateTable
CREATE TABLE "desk"."kept_key" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_item" INTEGER NOT NULL,
    "key_sealed" TEXT NOT NULL,
    "agent_id" UUID NOT NULL,
    "kept_at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" UUID NOT NULL,

    CONSTRAINT "kept_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "kept_key_partner_id_order_id_line_item_key" ON "desk"."kept_key"("partner_id", "order_id", "line_item");
