-- CreateTable
CREATE TABLE "desk"."chat_opening" (
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "tried_at" TIMESTAMPTZ(3) NOT NULL,
    "again_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chat_opening_pkey" PRIMARY KEY ("partner_id","agent_id")
);

-- CreateTable
CREATE TABLE "desk"."activity_offer" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "question" JSONB NOT NULL,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "upload" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "activity_offer_pkey" PRIMARY KEY ("id")
);
