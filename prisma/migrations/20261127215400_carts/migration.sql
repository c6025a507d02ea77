-- DropIndex
DROP INDEX "partner_center"."order_partner_id_request_id_key";

-- AlterTable
ALTER TABLE "desk"."purchase" ADD COLUMN     "cart_id" UUID,
ADD COLUMN     "look_at" TIMESTAMPTZ(3),
ADD COLUMN     "prepare_request_id" UUID,
ADD COLUMN     "submitted_at" TIMESTAMPTZ(3),
ADD COLUMN     "taken_at" TIMESTAMPTZ(3),
ADD COLUMN     "unordered" JSONB;

-- AlterTable
ALTER TABLE "partner_center"."customer" ADD COLUMN     "agreement_said" TEXT;

-- AlterTable
ALTER TABLE "partner_center"."order" DROP COLUMN "po_number",
ADD COLUMN     "cart_id" UUID,
ADD COLUMN     "settles_at" TIMESTAMPTZ(3),
ADD COLUMN     "settles_to" TEXT;

-- CreateTable
CREATE TABLE "desk"."purchase_order" (
    "partner_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "purchase_id" UUID NOT NULL,
    "alternate_id" TEXT,
    "stage" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "purchase_order_pkey" PRIMARY KEY ("partner_id","order_id")
);

-- CreateTable
CREATE TABLE "desk"."agreement_wait" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "form" JSONB NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "look_at" TIMESTAMPTZ(3),

    CONSTRAINT "agreement_wait_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_center"."cart" (
    "partner_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "lines" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "submit_request_id" UUID,
    "ordered_at" TIMESTAMPTZ(3),
    "errors" JSONB,

    CONSTRAINT "cart_pkey" PRIMARY KEY ("partner_id","id")
);

-- CreateIndex
CREATE INDEX "purchase_order_purchase_id_idx" ON "desk"."purchase_order"("purchase_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_wait_partner_id_agent_id_customer_id_key" ON "desk"."agreement_wait"("partner_id", "agent_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "cart_partner_id_request_id_key" ON "partner_center"."cart"("partner_id", "request_id");

-- CreateIndex
CREATE INDEX "order_partner_id_request_id_idx" ON "partner_center"."order"("partner_id", "request_id");

-- CreateIndex
CREATE INDEX "order_partner_id_cart_id_idx" ON "partner_center"."order"("partner_id", "cart_id");

-- AddForeignKey
ALTER TABLE "desk"."purchase_order" ADD CONSTRAINT "purchase_order_purchase_id_fkey" FOREIGN KEY ("purchase_id") REFERENCES "desk"."purchase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was bought before carts: each purchase had one order, and it was placed.
INSERT INTO "desk"."purchase_order" ("partner_id", "order_id", "purchase_id", "stage", "status", "ordered_at")
SELECT "partner_id", "order_id", "id", 'placed', 'completed', coalesce("ordered_at", "confirmed_at")
FROM "desk"."purchase" WHERE "order_id" IS NOT NULL
ON CONFLICT DO NOTHING;

CREATE INDEX "purchase_look_at" ON "desk"."purchase" ("look_at") WHERE "look_at" IS NOT NULL;
CREATE INDEX "agreement_wait_look_at" ON "desk"."agreement_wait" ("look_at") WHERE "look_at" IS NOT NULL;
