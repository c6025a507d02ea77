-- AlterTable
ALTER TABLE "desk"."shared_chat" ADD COLUMN     "channel_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "team_id" TEXT,
ADD COLUMN     "team_name" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "shared_chat_partner_id_team_id_idx" ON "desk"."shared_chat"("partner_id", "team_id");

-- Names of channels were kept as `Team / Channel`, or as the team's alone: a channel's id ends so, a group chat's in `@thread.v2`.
UPDATE "desk"."shared_chat"
SET "team_name" = split_part("name", ' / ', 1),
    "channel_name" = CASE WHEN strpos("name", ' / ') = 0 THEN '' ELSE substr("name", strpos("name", ' / ') + 3) END
WHERE "conversation_id" ~ '@thread\.(tacv2|skype)$';
