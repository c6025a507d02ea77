-- AlterTable
ALTER TABLE "desk"."purchase" ADD COLUMN     "family" TEXT NOT NULL,
ADD COLUMN     "ordered_at" TIMESTAMPTZ(3),
ADD COLUMN     "product" TEXT NOT NULL,
ADD COLUMN     "sku" TEXT NOT NULL,
ADD COLUMN     "tax_included" BOOLEAN NOT NULL,
ADD COLUMN     "term" TEXT NOT NULL,
ADD COLUMN     "unit_price" DECIMAL(20,4) NOT NULL;
