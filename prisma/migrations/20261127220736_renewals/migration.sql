-- CreateTable
CREATE TABLE "desk"."renewal" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "active_subscription_id" TEXT,
    "name" TEXT NOT NULL,
    "on" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "refusal" TEXT,
    "refusal_facts" TEXT,
    "flow_id" UUID NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "renewal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "renewal_request_id_key" ON "desk"."renewal"("request_id");

-- CreateIndex
CREATE INDEX "renewal_partner_id_order_id_idx" ON "desk"."renewal"("partner_id", "order_id");

-- CreateIndex
CREATE INDEX "renewal_status_submitted_at_idx" ON "desk"."renewal"("status", "submitted_at");

-- CreateIndex
CREATE UNIQUE INDEX "renewal_partner_id_active_subscription_id_key" ON "desk"."renewal"("partner_id", "active_subscription_id");
