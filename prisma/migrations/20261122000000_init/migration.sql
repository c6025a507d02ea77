-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "desk";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "partner_center";

-- CreateTable
CREATE TABLE "desk"."partner" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "market" TEXT NOT NULL,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."agent" (
    "partner_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "roles" TEXT[],

    CONSTRAINT "agent_pkey" PRIMARY KEY ("partner_id","id")
);

-- CreateTable
CREATE TABLE "desk"."bot_state" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "version" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bot_state_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "desk"."personal_chat" (
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "service_url" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "personal_chat_pkey" PRIMARY KEY ("partner_id","agent_id")
);

-- CreateTable
CREATE TABLE "desk"."purchase" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "catalog_item" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "term" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "po_number" TEXT,
    "unit_price" DECIMAL(20,4) NOT NULL,
    "total" DECIMAL(20,4) NOT NULL,
    "currency" TEXT NOT NULL,
    "tax_included" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "order_id" TEXT,
    "ordered_at" TIMESTAMPTZ(3),
    "refusal" TEXT,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "purchase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."cancellation" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "active_order_id" TEXT,
    "status" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "credit" DECIMAL(20,4) NOT NULL,
    "currency" TEXT NOT NULL,
    "refusal" TEXT,
    "flow_id" UUID NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "shown_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "cancellation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."download_link" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_item" INTEGER NOT NULL,
    "option_key" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "file_type" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "token_sealed" TEXT NOT NULL,
    "downloads" INTEGER NOT NULL DEFAULT 0,
    "downloads_max" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "renewed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "download_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."download" (
    "id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "download_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."activity_entry" (
    "id" BIGSERIAL NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "order_id" TEXT,
    "facts" JSONB NOT NULL,

    CONSTRAINT "activity_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_center"."customer" (
    "partner_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "market" TEXT NOT NULL,
    "agreement_accepted" BOOLEAN NOT NULL,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("partner_id","id")
);

-- CreateTable
CREATE TABLE "partner_center"."order" (
    "partner_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "po_number" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "request_id" UUID,

    CONSTRAINT "order_pkey" PRIMARY KEY ("partner_id","id")
);

-- CreateTable
CREATE TABLE "partner_center"."order_line" (
    "partner_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "catalog_item" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price" DECIMAL(20,4) NOT NULL,
    "key_sealed" TEXT,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("partner_id","order_id","number")
);

-- CreateTable
CREATE TABLE "partner_center"."order_number" (
    "partner_id" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "order_number_pkey" PRIMARY KEY ("partner_id")
);

-- CreateIndex
CREATE INDEX "bot_state_updated_at_idx" ON "desk"."bot_state"("updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "purchase_request_id_key" ON "desk"."purchase"("request_id");

-- CreateIndex
CREATE INDEX "purchase_partner_id_order_id_idx" ON "desk"."purchase"("partner_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "cancellation_request_id_key" ON "desk"."cancellation"("request_id");

-- CreateIndex
CREATE INDEX "cancellation_partner_id_customer_id_idx" ON "desk"."cancellation"("partner_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "cancellation_partner_id_active_order_id_key" ON "desk"."cancellation"("partner_id", "active_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "download_link_token_hash_key" ON "desk"."download_link"("token_hash");

-- CreateIndex
CREATE INDEX "download_link_partner_id_customer_id_idx" ON "desk"."download_link"("partner_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "download_link_partner_id_order_id_line_item_option_key_agen_key" ON "desk"."download_link"("partner_id", "order_id", "line_item", "option_key", "agent_id");

-- CreateIndex
CREATE INDEX "download_link_id_idx" ON "desk"."download"("link_id");

-- CreateIndex
CREATE INDEX "activity_entry_partner_id_at_idx" ON "desk"."activity_entry"("partner_id", "at");

-- CreateIndex
CREATE INDEX "customer_partner_id_name_key_id_idx" ON "partner_center"."customer"("partner_id", "name_key", "id");

-- CreateIndex
CREATE INDEX "customer_partner_id_domain_id_idx" ON "partner_center"."customer"("partner_id", "domain", "id");

-- CreateIndex
CREATE INDEX "order_partner_id_customer_id_created_at_idx" ON "partner_center"."order"("partner_id", "customer_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "order_partner_id_request_id_key" ON "partner_center"."order"("partner_id", "request_id");

-- AddForeignKey
ALTER TABLE "desk"."agent" ADD CONSTRAINT "agent_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "desk"."partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."download" ADD CONSTRAINT "download_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "desk"."download_link"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_center"."order" ADD CONSTRAINT "order_partner_id_customer_id_fkey" FOREIGN KEY ("partner_id", "customer_id") REFERENCES "partner_center"."customer"("partner_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_center"."order_line" ADD CONSTRAINT "order_line_partner_id_order_id_fkey" FOREIGN KEY ("partner_id", "order_id") REFERENCES "partner_center"."order"("partner_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
