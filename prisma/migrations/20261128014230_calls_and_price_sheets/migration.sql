-- CreateTable
CREATE TABLE "desk"."call_budget" (
    "partner_id" UUID NOT NULL,
    "left_over" DOUBLE PRECISION NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "call_budget_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "desk"."price_sheet" (
    "partner_id" UUID NOT NULL,
    "market" TEXT NOT NULL,
    "view" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "fetched_at" TIMESTAMPTZ(3),
    "items" JSONB,

    CONSTRAINT "price_sheet_pkey" PRIMARY KEY ("partner_id","market","view","month")
);
