-- CreateIndex
CREATE INDEX "order_partner_id_settles_at_idx" ON "partner_center"."order"("partner_id", "settles_at");
