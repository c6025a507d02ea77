-- Prefix searches are ranges (`>= 'con' and < 'con…'`), which mean a prefix only where text is compared by code point,
-- whatever the database's own collation is. Changing the type rebuilds the columns' indexes.
-- Prisma's schema cannot say a collation, and does not look at it when it compares.
ALTER TABLE IF EXISTS "partner_center"."customer"
  ALTER COLUMN "name_key" TYPE TEXT COLLATE "C",
  ALTER COLUMN "domain" TYPE TEXT COLLATE "C";
