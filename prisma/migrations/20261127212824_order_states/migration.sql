-- AlterTable
ALTER TABLE "desk"."approval" ALTER COLUMN "amount" DROP NOT NULL,
ALTER COLUMN "currency" DROP NOT NULL;

-- AlterTable
ALTER TABLE "desk"."cancellation" ALTER COLUMN "credit" DROP NOT NULL,
ALTER COLUMN "currency" DROP NOT NULL;

-- AlterTable
ALTER TABLE "partner_center"."order" ADD COLUMN     "alternate_id" TEXT,
ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'completed';

-- AlterTable
ALTER TABLE "partner_center"."order_line" ADD COLUMN     "auto_renew_off_at" TIMESTAMPTZ(3),
ADD COLUMN     "cancellable_until" TIMESTAMPTZ(3),
ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3),
ALTER COLUMN "unit_price" DROP NOT NULL;
