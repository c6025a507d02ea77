-- What was bought, by product, SKU, term, billing and segment: an availability (the third part of a catalogItemId) ages.
ALTER TABLE "desk"."purchase" ADD COLUMN "lines" JSONB;

UPDATE "desk"."purchase" SET "lines" = jsonb_build_array(jsonb_build_object(
  'ref', jsonb_build_object(
    'productId', split_part("catalog_item", ':', 1),
    'skuId', split_part("catalog_item", ':', 2),
    'term', "term",
    'billing', 'one_time',
    'segment', 'commercial'
  ),
  'product', "product",
  'sku', "sku",
  'family', "family",
  'quantity', "quantity",
  'unitPrice', "unit_price"::text
));

ALTER TABLE "desk"."purchase" ALTER COLUMN "lines" SET NOT NULL,
DROP COLUMN "catalog_item",
DROP COLUMN "family",
DROP COLUMN "product",
DROP COLUMN "quantity",
DROP COLUMN "sku",
DROP COLUMN "term",
DROP COLUMN "unit_price";
