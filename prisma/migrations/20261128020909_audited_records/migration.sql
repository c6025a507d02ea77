-- CreateTable
CREATE TABLE "desk"."audited_record" (
    "partner_id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audited_record_pkey" PRIMARY KEY ("partner_id","digest")
);

-- CreateIndex
CREATE INDEX "audited_record_at_idx" ON "desk"."audited_record"("at");
