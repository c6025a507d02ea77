-- CreateTable
CREATE TABLE "desk"."activity_unchained" (
    "id" BIGINT NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "customer_id" UUID,
    "order_id" TEXT,
    "facts" JSONB NOT NULL,

    CONSTRAINT "activity_unchained_pkey" PRIMARY KEY ("id")
);

-- Entries of before there was a chain: the desk moves them into it when it starts next, since only it has the key.
INSERT INTO "desk"."activity_unchained" ("id", "partner_id", "agent_id", "at", "what", "customer_id", "order_id", "facts")
  SELECT "id", "partner_id", "agent_id", "at", "what", "customer_id", "order_id", "facts" FROM "desk"."activity_entry";
DELETE FROM "desk"."activity_entry";

-- DropIndex
DROP INDEX "desk"."activity_entry_partner_id_at_idx";

-- AlterTable
ALTER TABLE "desk"."activity_entry" DROP CONSTRAINT "activity_entry_pkey",
DROP COLUMN "id",
ADD COLUMN     "hash" BYTEA NOT NULL,
ADD COLUMN     "number" BIGINT NOT NULL,
ADD COLUMN     "previous" BYTEA NOT NULL,
ADD CONSTRAINT "activity_entry_pkey" PRIMARY KEY ("partner_id", "number");

-- AlterTable
ALTER TABLE "desk"."personal_chat" ADD COLUMN     "chosen_locale" TEXT,
ADD COLUMN     "chosen_time_zone" TEXT;

-- CreateTable
CREATE TABLE "desk"."activity_chain" (
    "partner_id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "seal" BYTEA NOT NULL,

    CONSTRAINT "activity_chain_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "desk"."activity_check" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "up_to" BIGINT NOT NULL,
    "checked" BIGINT NOT NULL DEFAULT 0,
    "hash" BYTEA NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "broken_at" BIGINT,
    "broken" TEXT,

    CONSTRAINT "activity_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."activity_export" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "activity_export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."notice_policy" (
    "partner_id" UUID NOT NULL,
    "notices" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID NOT NULL,

    CONSTRAINT "notice_policy_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "desk"."morning" (
    "partner_id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "time" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "morning_pkey" PRIMARY KEY ("partner_id","recipient")
);

-- CreateTable
CREATE TABLE "desk"."support_request" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "requester_id" UUID NOT NULL,
    "impact" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "customer_id" UUID,
    "customer" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "amount" DECIMAL(20,4) NOT NULL,
    "currency" TEXT NOT NULL,
    "contact_name" TEXT NOT NULL,
    "contact_email" TEXT NOT NULL,
    "contact_phone" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "ticket" TEXT,
    "request_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "look_at" TIMESTAMPTZ(3),

    CONSTRAINT "support_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."support_comment" (
    "id" UUID NOT NULL,
    "support_id" UUID NOT NULL,
    "agent_id" UUID,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "note_id" TEXT,

    CONSTRAINT "support_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."support_file" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "support_id" UUID,
    "name" TEXT NOT NULL,
    "type" TEXT,
    "size" INTEGER,
    "sha256" TEXT,
    "content" BYTEA,
    "status" TEXT NOT NULL,
    "url_sealed" TEXT,
    "refusal" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "support_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."support_number" (
    "partner_id" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "support_number_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "partner_center"."service_request" (
    "partner_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "customer" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_request_pkey" PRIMARY KEY ("partner_id","id")
);

-- CreateTable
CREATE TABLE "partner_center"."service_request_note" (
    "partner_id" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_request_note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "activity_check_partner_id_started_at_idx" ON "desk"."activity_check"("partner_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "activity_export_token_hash_key" ON "desk"."activity_export"("token_hash");

-- CreateIndex
CREATE INDEX "morning_next_at_idx" ON "desk"."morning"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "support_request_request_id_key" ON "desk"."support_request"("request_id");

-- CreateIndex
CREATE INDEX "support_request_partner_id_created_at_idx" ON "desk"."support_request"("partner_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "support_request_partner_id_number_key" ON "desk"."support_request"("partner_id", "number");

-- CreateIndex
CREATE INDEX "support_comment_support_id_at_idx" ON "desk"."support_comment"("support_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "support_comment_support_id_note_id_key" ON "desk"."support_comment"("support_id", "note_id");

-- CreateIndex
CREATE INDEX "support_file_support_id_idx" ON "desk"."support_file"("support_id");

-- CreateIndex
CREATE INDEX "support_file_partner_id_agent_id_received_at_idx" ON "desk"."support_file"("partner_id", "agent_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "support_file_partner_id_agent_id_source_key" ON "desk"."support_file"("partner_id", "agent_id", "source");

-- CreateIndex
CREATE UNIQUE INDEX "service_request_request_id_key" ON "partner_center"."service_request"("request_id");

-- CreateIndex
CREATE INDEX "service_request_note_partner_id_request_id_idx" ON "partner_center"."service_request_note"("partner_id", "request_id");

-- CreateIndex
CREATE INDEX "activity_entry_partner_id_at_number_idx" ON "desk"."activity_entry"("partner_id", "at", "number");

-- CreateIndex
CREATE INDEX "activity_entry_partner_id_agent_id_at_number_idx" ON "desk"."activity_entry"("partner_id", "agent_id", "at", "number");

-- CreateIndex
CREATE INDEX "activity_entry_partner_id_agent_id_what_at_number_idx" ON "desk"."activity_entry"("partner_id", "agent_id", "what", "at", "number");

-- CreateIndex
CREATE INDEX "activity_entry_partner_id_customer_id_at_number_idx" ON "desk"."activity_entry"("partner_id", "customer_id", "at", "number");

-- CreateIndex
CREATE INDEX "activity_entry_partner_id_what_at_number_idx" ON "desk"."activity_entry"("partner_id", "what", "at", "number");

-- CreateIndex
CREATE INDEX "order_partner_id_created_at_id_idx" ON "partner_center"."order"("partner_id", "created_at", "id");

-- AddForeignKey
ALTER TABLE "desk"."support_comment" ADD CONSTRAINT "support_comment_support_id_fkey" FOREIGN KEY ("support_id") REFERENCES "desk"."support_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."support_file" ADD CONSTRAINT "support_file_support_id_fkey" FOREIGN KEY ("support_id") REFERENCES "desk"."support_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The activity log is only ever added to, whoever asks. Triggers are not Prisma's to compare.
CREATE FUNCTION "desk"."activity_is_only_added_to"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries of the activity log are only ever added: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "activity_entry_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "desk"."activity_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "desk"."activity_is_only_added_to"();

-- What time has made due is found by index.
CREATE INDEX "support_request_look_idx" ON "desk"."support_request"("look_at") WHERE "look_at" IS NOT NULL;
CREATE INDEX "download_link_partner_watch_idx" ON "desk"."download_link"("partner_id", "watch_at") WHERE "watch_at" IS NOT NULL;
CREATE INDEX "purchase_partner_ordered_idx" ON "desk"."purchase"("partner_id", "ordered_at") WHERE "status" = 'placed';
CREATE INDEX "purchase_placing_idx" ON "desk"."purchase"("confirmed_at") WHERE "status" = 'placing';
CREATE INDEX "cancellation_overdue_idx" ON "desk"."cancellation"("submitted_at") WHERE "status" IN ('submitted', 'cancelling');
CREATE INDEX "cancellation_in_progress_idx" ON "desk"."cancellation"("partner_id", "submitted_at" DESC) WHERE "status" IN ('waiting', 'submitted', 'cancelling');
