-- AlterTable
ALTER TABLE "desk"."activity_entry" ALTER COLUMN "customer_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "desk"."cancellation" DROP COLUMN "told_at";

-- AlterTable
ALTER TABLE "desk"."download_link" ADD COLUMN     "watch_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "desk"."personal_chat" ADD COLUMN     "stopped" TEXT;

-- AlterTable
ALTER TABLE "desk"."purchase" ADD COLUMN     "watch_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "desk"."shared_chat" (
    "partner_id" UUID NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "service_url" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped" TEXT,

    CONSTRAINT "shared_chat_pkey" PRIMARY KEY ("partner_id","conversation_id")
);

-- CreateTable
CREATE TABLE "desk"."notice_wishes" (
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "muted" TEXT[],
    "quiet_from" TEXT,
    "quiet_to" TEXT,

    CONSTRAINT "notice_wishes_pkey" PRIMARY KEY ("partner_id","agent_id")
);

-- CreateTable
CREATE TABLE "desk"."notice" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "redraw" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "attempted_at" TIMESTAMPTZ(3),
    "conversation_id" TEXT,
    "activity_id" TEXT,
    "digest" BOOLEAN NOT NULL DEFAULT false,
    "code" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."notice_lane" (
    "partner_id" UUID NOT NULL,
    "holder" UUID,
    "held_until" TIMESTAMPTZ(3),
    "paused_until" TIMESTAMPTZ(3),
    "sent" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "notice_lane_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "desk"."partner_policy" (
    "partner_id" UUID NOT NULL,
    "approvals" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID NOT NULL,

    CONSTRAINT "partner_policy_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "desk"."approval" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "requester_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "customer" TEXT NOT NULL,
    "lines" JSONB NOT NULL,
    "order_id" TEXT,
    "amount" DECIMAL(20,4) NOT NULL,
    "currency" TEXT NOT NULL,
    "tax_included" BOOLEAN NOT NULL,
    "reason" TEXT,
    "rule" JSONB NOT NULL,
    "closes_at" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "failure" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notice_subject_id_idx" ON "desk"."notice"("subject_id");

-- CreateIndex
CREATE INDEX "notice_partner_id_attempted_at_idx" ON "desk"."notice"("partner_id", "attempted_at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_partner_id_recipient_occasion_subject_id_stage_key" ON "desk"."notice"("partner_id", "recipient", "occasion", "subject_id", "stage");

-- CreateIndex
CREATE UNIQUE INDEX "approval_subject_id_key" ON "desk"."approval"("subject_id");

-- CreateIndex
CREATE INDEX "approval_partner_id_status_asked_at_idx" ON "desk"."approval"("partner_id", "status", "asked_at");

-- What is due is found by index, in time proportional to what is due: partial indexes, which Prisma's schema cannot say and
-- does not look at when it compares.
CREATE INDEX "notice_waiting_idx" ON "desk"."notice"("partner_id", "due_at") WHERE "status" = 'waiting';
CREATE INDEX "notice_waiting_recipient_idx" ON "desk"."notice"("partner_id", "recipient") WHERE "status" = 'waiting';
CREATE INDEX "notice_sending_idx" ON "desk"."notice"("partner_id") WHERE "status" = 'sending';
CREATE INDEX "notice_redraw_idx" ON "desk"."notice"("partner_id") WHERE "redraw";
CREATE INDEX "notice_trouble_idx" ON "desk"."notice"("partner_id", "status") WHERE "status" IN ('refused', 'unknown');
CREATE INDEX "download_link_watch_idx" ON "desk"."download_link"("watch_at") WHERE "watch_at" IS NOT NULL;
CREATE INDEX "purchase_watch_idx" ON "desk"."purchase"("watch_at") WHERE "watch_at" IS NOT NULL;
CREATE INDEX "approval_waiting_idx" ON "desk"."approval"("expires_at") WHERE "status" = 'waiting';
CREATE INDEX "approval_approved_idx" ON "desk"."approval"("decided_at") WHERE "status" = 'approved';

-- What was there before is watched too: looked at once, soon.
UPDATE "desk"."download_link" SET "watch_at" = now() WHERE "revoked_at" IS NULL AND "expires_at" > now();
UPDATE "desk"."purchase" SET "watch_at" = now() WHERE "status" = 'placed' AND "ordered_at" > now() - interval '60 days';
