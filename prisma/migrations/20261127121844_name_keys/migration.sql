-- Names and domains are searched by keys that the desk's own code makes (src/commerce/name-key.ts): rows whose key_form is not
-- the code's are written anew at the next start.

-- DropIndex
DROP INDEX "partner_center"."customer_partner_id_domain_id_idx";

-- AlterTable
ALTER TABLE "desk"."agent" ADD COLUMN     "key_form" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "name_key" TEXT NOT NULL DEFAULT '';

-- AlterTable: the collation as in the migration customer_search, for prefix searches
ALTER TABLE "partner_center"."customer" ADD COLUMN     "domain_key" TEXT COLLATE "C" NOT NULL DEFAULT '',
ADD COLUMN     "key_form" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "customer_partner_id_domain_key_id_idx" ON "partner_center"."customer"("partner_id", "domain_key", "id");
