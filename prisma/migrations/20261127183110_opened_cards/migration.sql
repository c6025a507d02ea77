-- CreateTable
CREATE TABLE "desk"."opened_card" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "activity_id" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "edit_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "attempted_at" TIMESTAMPTZ(3),

    CONSTRAINT "opened_card_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "opened_card_partner_id_edit_at_idx" ON "desk"."opened_card"("partner_id", "edit_at");

-- CreateIndex
CREATE INDEX "opened_card_partner_id_attempted_at_idx" ON "desk"."opened_card"("partner_id", "attempted_at");

-- CreateIndex
CREATE UNIQUE INDEX "opened_card_subject_id_flow_id_key" ON "desk"."opened_card"("subject_id", "flow_id");
