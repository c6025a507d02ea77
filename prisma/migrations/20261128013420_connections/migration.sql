-- CreateTable
CREATE TABLE "desk"."connection" (
    "partner_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "sealed" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "groups" JSONB NOT NULL,
    "directory_roles" BOOLEAN NOT NULL,
    "signed_in_at" TIMESTAMPTZ(3) NOT NULL,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL,
    "lasted_days" INTEGER,
    "mfa" TEXT NOT NULL,
    "failure" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "check_at" TIMESTAMPTZ(3) NOT NULL,
    "holder" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "members_at" TIMESTAMPTZ(3),
    "members_due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "desk"."directory_member" (
    "partner_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "key_form" INTEGER NOT NULL,
    "roles" TEXT[],
    "held" JSONB NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "directory_member_pkey" PRIMARY KEY ("partner_id","id")
);

-- CreateIndex
CREATE INDEX "connection_check_at_idx" ON "desk"."connection"("check_at");

-- CreateIndex
CREATE INDEX "connection_members_due_at_idx" ON "desk"."connection"("members_due_at");
