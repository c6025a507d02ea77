-- The desk's own copy of customers and orders, which is searched, listed and watched instead of Partner Center
-- (docs/decisions). It is filled at the next start.

-- DropIndex
DROP INDEX "partner_center"."customer_partner_id_domain_key_id_idx";

-- DropIndex
DROP INDEX "partner_center"."customer_partner_id_name_key_id_idx";

-- AlterTable
ALTER TABLE "partner_center"."customer" DROP COLUMN "domain_key",
DROP COLUMN "key_form",
DROP COLUMN "name_key";

-- CreateTable
CREATE TABLE "desk"."mirror" (
    "partner_id" UUID NOT NULL,
    "feed" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3),
    "walk" TEXT,
    "walk_after" TEXT,
    "walk_read" INTEGER NOT NULL DEFAULT 0,
    "walk_about" INTEGER,
    "filled_at" TIMESTAMPTZ(3),
    "sweep_at" TIMESTAMPTZ(3),
    "judged_by" TEXT NOT NULL,
    "holder" UUID,
    "held_until" TIMESTAMPTZ(3),

    CONSTRAINT "mirror_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "desk"."mirror_customer" (
    "partner_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT COLLATE "C" NOT NULL,
    "domain" TEXT NOT NULL,
    "domain_key" TEXT COLLATE "C" NOT NULL,
    "key_form" INTEGER NOT NULL,
    "market" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mirror_customer_pkey" PRIMARY KEY ("partner_id","id")
);

-- CreateTable
CREATE TABLE "desk"."mirror_order" (
    "partner_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "alternate_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled" BOOLEAN NOT NULL,
    "families" TEXT[],
    "closes_at" TIMESTAMPTZ(3),
    "open" BOOLEAN NOT NULL,
    "content" JSONB NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "watched_from" TIMESTAMPTZ(3),
    "watch_at" TIMESTAMPTZ(3),
    "again_at" TIMESTAMPTZ(3),

    CONSTRAINT "mirror_order_pkey" PRIMARY KEY ("partner_id","id")
);

-- CreateTable
CREATE TABLE "partner_center"."change" (
    "partner_id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "customer_id" UUID,
    "order_id" TEXT,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "change_pkey" PRIMARY KEY ("partner_id","number")
);

-- CreateTable
CREATE TABLE "partner_center"."feed" (
    "partner_id" UUID NOT NULL,
    "last" BIGINT NOT NULL,

    CONSTRAINT "feed_pkey" PRIMARY KEY ("partner_id")
);

-- CreateIndex
CREATE INDEX "mirror_customer_partner_id_name_key_id_idx" ON "desk"."mirror_customer"("partner_id", "name_key", "id");

-- CreateIndex
CREATE INDEX "mirror_customer_partner_id_domain_key_id_idx" ON "desk"."mirror_customer"("partner_id", "domain_key", "id");

-- CreateIndex
CREATE INDEX "mirror_customer_partner_id_seen_at_idx" ON "desk"."mirror_customer"("partner_id", "seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "mirror_order_subject_id_key" ON "desk"."mirror_order"("subject_id");

-- CreateIndex
CREATE INDEX "mirror_order_partner_id_created_at_id_idx" ON "desk"."mirror_order"("partner_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "mirror_order_partner_id_customer_id_idx" ON "desk"."mirror_order"("partner_id", "customer_id");

-- Prisma's schema cannot say these. An order is found by either of its IDs in any letter case; what time does to windows is
-- found by index, in time proportional to what is due.
CREATE INDEX "mirror_order_id_idx" ON "desk"."mirror_order"("partner_id", lower("id"));
CREATE INDEX "mirror_order_alternate_idx" ON "desk"."mirror_order"("partner_id", lower("alternate_id")) WHERE "alternate_id" IS NOT NULL;
CREATE INDEX "mirror_order_open_idx" ON "desk"."mirror_order"("partner_id", "created_at", "id") WHERE "open";
CREATE INDEX "mirror_order_closing_idx" ON "desk"."mirror_order"("partner_id", "closes_at") WHERE "open";
CREATE INDEX "mirror_order_closed_idx" ON "desk"."mirror_order"("closes_at") WHERE "open";
CREATE INDEX "mirror_order_watch_idx" ON "desk"."mirror_order"("watch_at") WHERE "watch_at" IS NOT NULL;
CREATE INDEX "mirror_order_again_idx" ON "desk"."mirror_order"("again_at") WHERE "again_at" IS NOT NULL;
CREATE INDEX "mirror_order_pending_idx" ON "desk"."mirror_order"("partner_id", "created_at")
  WHERE "content" ->> 'state' IN ('pending', 'in-review', 'needs-purchase-order');
CREATE INDEX "change_cancelled_idx" ON "partner_center"."change"("partner_id", "cancelled_at") WHERE "cancelled_at" IS NOT NULL;

-- The embedded Partner Center's feed of changes. A statement that changes more rows than anybody reads one by one is one
-- change: of everything.
CREATE FUNCTION "partner_center"."tell"(partner uuid, what text, customers uuid[], orders text[], cancelled timestamptz[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  many int := cardinality(customers);
  newest bigint;
BEGIN
  IF many > 1000 THEN
    what := 'everything';
    customers := ARRAY[NULL::uuid];
    orders := NULL;
    cancelled := NULL;
    many := 1;
  END IF;
  INSERT INTO "partner_center"."feed" AS known ("partner_id", "last") VALUES (partner, many)
  ON CONFLICT ("partner_id") DO UPDATE SET "last" = known."last" + many RETURNING "last" INTO newest;
  INSERT INTO "partner_center"."change" ("partner_id", "number", "kind", "customer_id", "order_id", "cancelled_at")
  SELECT partner, newest - many + place, what, customer, purchase, cancelled_at
  FROM unnest(customers, orders, cancelled) WITH ORDINALITY AS told(customer, purchase, cancelled_at, place);
END
$$;
CREATE FUNCTION "partner_center"."customers_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "partner_center"."tell"(partner_id, 'customer', ids, NULL, NULL)
  FROM (SELECT partner_id, array_agg(id) AS ids FROM changed GROUP BY partner_id ORDER BY partner_id) AS told;
  RETURN NULL;
END
$$;
CREATE FUNCTION "partner_center"."orders_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "partner_center"."tell"(partner_id, 'order', customers, ids, cancelled)
  FROM (SELECT partner_id, array_agg(customer_id) AS customers, array_agg(id) AS ids, array_agg(cancelled_at) AS cancelled
        FROM changed GROUP BY partner_id ORDER BY partner_id) AS told;
  RETURN NULL;
END
$$;
CREATE FUNCTION "partner_center"."lines_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "partner_center"."tell"(partner_id, 'order', customers, ids, cancelled)
  FROM (SELECT o.partner_id, array_agg(o.customer_id) AS customers, array_agg(o.id) AS ids, array_agg(coalesce(line.cancelled_at, o.cancelled_at)) AS cancelled
        FROM (SELECT partner_id, order_id, max(cancelled_at) AS cancelled_at FROM changed GROUP BY partner_id, order_id) AS line
        JOIN "partner_center"."order" o ON o.partner_id = line.partner_id AND o.id = line.order_id
        GROUP BY o.partner_id ORDER BY o.partner_id) AS told;
  RETURN NULL;
END
$$;
CREATE TRIGGER "customer_insert_told" AFTER INSERT ON "partner_center"."customer" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "partner_center"."customers_changed"();
CREATE TRIGGER "customer_update_told" AFTER UPDATE ON "partner_center"."customer" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "partner_center"."customers_changed"();
CREATE TRIGGER "customer_delete_told" AFTER DELETE ON "partner_center"."customer" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "partner_center"."customers_changed"();
CREATE TRIGGER "order_insert_told" AFTER INSERT ON "partner_center"."order" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "partner_center"."orders_changed"();
CREATE TRIGGER "order_update_told" AFTER UPDATE ON "partner_center"."order" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "partner_center"."orders_changed"();
CREATE TRIGGER "order_line_insert_told" AFTER INSERT ON "partner_center"."order_line" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "partner_center"."lines_changed"();
CREATE TRIGGER "order_line_update_told" AFTER UPDATE ON "partner_center"."order_line" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "partner_center"."lines_changed"();
