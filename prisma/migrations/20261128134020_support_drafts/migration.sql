-- CreateTable
CREATE TABLE "desk"."support_draft" (
    "request_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "fields" JSONB NOT NULL,
    "left_out" UUID[],
    "kept_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "support_draft_pkey" PRIMARY KEY ("partner_id","agent_id","request_id")
);
