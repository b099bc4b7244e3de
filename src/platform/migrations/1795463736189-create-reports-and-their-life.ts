import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReportsAndTheirLife1795463736189 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "mapping_version" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "spec_id" character varying(200) NOT NULL, "name" character varying(64) NOT NULL, "number" integer NOT NULL, "valid_from" date, "valid_to" date, "sha256" character(64) NOT NULL, "rows" integer NOT NULL, "refused" jsonb NOT NULL, "file" jsonb NOT NULL, "note" text, "author_id" uuid NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_143a89de70f67697110963d5491" UNIQUE ("organisation_id", "spec_id", "name", "number"), CONSTRAINT "PK_58de8c4b29e93f03f9ace0ef21d" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "obligation" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "spec_id" character varying(200) NOT NULL, "channel" character varying(40), "channel_options" jsonb NOT NULL DEFAULT '{}', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_75e48a59cd8003829d8fa241bb8" UNIQUE ("organisation_id", "spec_id"), CONSTRAINT "PK_3a70be17386980c9fec1df4d25d" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "report" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "obligation_id" uuid NOT NULL, "spec_id" character varying(200) NOT NULL, "period" character varying(32) NOT NULL, "status" character varying(16) NOT NULL, "status_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "version" integer NOT NULL DEFAULT '0', "waits" boolean NOT NULL DEFAULT false, "not_before" TIMESTAMP(3) WITH TIME ZONE, "problem" jsonb, "reading_asked_at" TIMESTAMP(3) WITH TIME ZONE, "read_not_before" TIMESTAMP(3) WITH TIME ZONE, "read_at" TIMESTAMP(3) WITH TIME ZONE, "sending_until" TIMESTAMP(3) WITH TIME ZONE, "opens_at" TIMESTAMP(3) WITH TIME ZONE, "due_at" TIMESTAMP(3) WITH TIME ZONE, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_69395b5c2916e58550434d73d67" UNIQUE ("organisation_id", "spec_id", "period"), CONSTRAINT "PK_99e4d0bea58cba73c57f935a546" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_fdbfb1acafbd97294d6acdb554" ON "report"  ("status", "waits") `);
    await runner.query(
      `CREATE TABLE "report_version" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "report_id" uuid NOT NULL, "number" integer NOT NULL, "trial" boolean NOT NULL, "spec_version" character varying(32) NOT NULL, "spec_sha256" character(64) NOT NULL, "organisation_fields" jsonb NOT NULL, "parameters" jsonb NOT NULL, "inputs" jsonb NOT NULL, "earlier" jsonb NOT NULL, "mapping_version_id" uuid, "previous_mapping_id" uuid, "software" character varying(80), "datum" character varying(40), "generated_at" TIMESTAMP(3) WITH TIME ZONE, "calculation" jsonb, "figures" jsonb, "concept" jsonb, "values" jsonb, "readings" jsonb, "generation_findings" jsonb, "controls" jsonb, "validated_at" TIMESTAMP(3) WITH TIME ZONE, "errors" integer, "warnings" integer, "infos" integer, "difference" jsonb, "problem" text, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_1528f1fd94725051fd05713c1ad" UNIQUE ("report_id", "number"), CONSTRAINT "PK_8004087a0a3c02b7b0843d5a5a9" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "package" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "version_id" uuid NOT NULL, "datum" character varying(40) NOT NULL, "organisation_fields" jsonb NOT NULL, "explanations" jsonb NOT NULL, "files" jsonb NOT NULL, "fingerprint" character(64) NOT NULL, "reviewer_id" uuid, "built_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "dropped_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "PK_308364c66df656295bc4ec467c2" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_a6e0f608697dbe950b78c78ff9" ON "package"  ("organisation_id") `);
    await runner.query(`CREATE INDEX "IDX_af48136598fd733f07887599a9" ON "package"  ("version_id") `);
    await runner.query(
      `CREATE TABLE "delivery" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "report_id" uuid NOT NULL, "package_id" uuid NOT NULL, "fingerprint" character(64) NOT NULL, "channel" character varying(40) NOT NULL, "idempotency_key" character varying(64) NOT NULL, "state" character varying(12) NOT NULL, "attempts" integer NOT NULL DEFAULT '0', "next_attempt_at" TIMESTAMP(3) WITH TIME ZONE, "receipt_number" character varying(200), "delivered_at" TIMESTAMP(3) WITH TIME ZONE, "verdict" character varying(12), "verdict_text" text, "verdict_at" TIMESTAMP(3) WITH TIME ZONE, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_daa6b0d8581b5aa7bc18f81e1e6" UNIQUE ("package_id"), CONSTRAINT "UQ_75dce2d60bf16ceb8bc8a16d5c5" UNIQUE ("idempotency_key"), CONSTRAINT "PK_ffad7bf84e68716cd9af89003b0" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_a8140328104debb854c1728dff" ON "delivery"  ("organisation_id") `);
    await runner.query(`CREATE INDEX "IDX_b2d66dfbdc9c25f254299b3223" ON "delivery"  ("report_id") `);
    await runner.query(
      `CREATE TABLE "delivery_attempt" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "delivery_id" uuid NOT NULL, "number" integer NOT NULL, "endpoint" character varying(500) NOT NULL, "started_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "duration_ms" integer, "result" character varying(12), "status_code" integer, "response" text, CONSTRAINT "UQ_4ee71f92b6bd9450db5ea26c2cf" UNIQUE ("delivery_id", "number"), CONSTRAINT "PK_a43b0e18756fc86d042eeef093b" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_6175c73de4bf20e9ae19fa8a75" ON "delivery_attempt"  ("organisation_id") `);
    await runner.query(
      `CREATE TABLE "explanation" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "report_id" uuid NOT NULL, "place" text NOT NULL, "text" text NOT NULL, "value_seen" text, "version" integer NOT NULL, "author_id" uuid NOT NULL, "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, CONSTRAINT "PK_5b67db9ddae6771a7a2568fc58d" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_8d48c3ba50fa602b0102f03f3d" ON "explanation"  ("organisation_id") `);
    await runner.query(`CREATE INDEX "IDX_41be8dd454555a31b393597544" ON "explanation"  ("report_id", "place") `);
    await runner.query(
      `CREATE TABLE "decision" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "version_id" uuid NOT NULL, "kind" character varying(12) NOT NULL, "package_id" uuid, "fingerprint" character(64), "user_id" uuid NOT NULL, "standing_approval_id" uuid, "remark" text, "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, CONSTRAINT "PK_fa4cbd6abf1215054f13c27df5a" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_4439f00bfcd451db703a733e05" ON "decision"  ("organisation_id") `);
    await runner.query(`CREATE INDEX "IDX_a279dcac36002043e0cf3e271a" ON "decision"  ("version_id") `);
    await runner.query(
      `CREATE TABLE "ring" ("id" uuid NOT NULL, "report_id" uuid NOT NULL, "version" integer NOT NULL, "step" character varying(16) NOT NULL, "number" integer NOT NULL, "rung_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, CONSTRAINT "UQ_91c0f3d1a28edb9025d5e578778" UNIQUE ("report_id", "version", "step"), CONSTRAINT "PK_7c3f95cf6ac23fb6ef272f35e82" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_b6afaecfc6d4e47460e013adbb" ON "ring"  ("report_id") `);
    await runner.query(
      `CREATE TABLE "standing_approval" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "obligation_id" uuid NOT NULL, "granted_by_id" uuid NOT NULL, "reference" character varying(200) NOT NULL, "until" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "limits" jsonb NOT NULL, "withdrawn_at" TIMESTAMP(3) WITH TIME ZONE, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_acf5fa03051f601f6aecc6be29d" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "finding" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "version_id" uuid NOT NULL, "position" integer NOT NULL, "code" character varying(64) NOT NULL, "severity" character varying(8) NOT NULL, "place" text NOT NULL, "value" text, "body" jsonb NOT NULL, CONSTRAINT "UQ_df448f5272f956ddea48ca21cf1" UNIQUE ("version_id", "position"), CONSTRAINT "PK_a904dfcf401ccfbaa60bb6eec29" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_e6524189654cbf72d880a55d54" ON "finding"  ("organisation_id") `);
    await runner.query(
      `CREATE TABLE "binding" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "spec_id" character varying(200) NOT NULL, "dataset" character varying(64) NOT NULL, "period" character varying(32) NOT NULL DEFAULT '', "path" text, "received" jsonb, "options" jsonb NOT NULL DEFAULT '{}', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_8a44893ad86a7b4b3c0e4eac510" UNIQUE ("organisation_id", "spec_id", "dataset", "period"), CONSTRAINT "PK_827323b1b96492d3796f177ee3b" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "snapshot" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "sha256" character(64) NOT NULL, "bytes" bigint NOT NULL, "profile" character varying(80) NOT NULL, "lines" integer NOT NULL, "totals" jsonb NOT NULL, "facts" jsonb NOT NULL, "file" jsonb NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_83c361a1e80d1d7a276b07a187b" UNIQUE ("organisation_id", "sha256", "profile"), CONSTRAINT "PK_47b29c1a6055220b1ebdafdf7b5" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `ALTER TABLE "mapping_version" ADD CONSTRAINT "FK_e67e2a9944abcce370d08ea032c" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "mapping_version" ADD CONSTRAINT "FK_5094e701c849c2a26501db6f07e" FOREIGN KEY ("author_id") REFERENCES "user_account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "obligation" ADD CONSTRAINT "FK_d51dabd5f02ac9eabe0b6d0c92a" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report" ADD CONSTRAINT "FK_2d3e8b5ded77557e3e296a1a4ee" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report" ADD CONSTRAINT "FK_e098ccb8e8d99b2eebb9e56081b" FOREIGN KEY ("obligation_id") REFERENCES "obligation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_version" ADD CONSTRAINT "FK_539ae12204e0f0c80b4a3b54b86" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_version" ADD CONSTRAINT "FK_5dbfbc354df1bb50f95cbe0f613" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_version" ADD CONSTRAINT "FK_a0de2473f5a830ac619a0881885" FOREIGN KEY ("mapping_version_id") REFERENCES "mapping_version"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "package" ADD CONSTRAINT "FK_af48136598fd733f07887599a99" FOREIGN KEY ("version_id") REFERENCES "report_version"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "package" ADD CONSTRAINT "FK_28178dffda4968c269136a80b75" FOREIGN KEY ("reviewer_id") REFERENCES "user_account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "delivery" ADD CONSTRAINT "FK_b2d66dfbdc9c25f254299b3223c" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "delivery" ADD CONSTRAINT "FK_daa6b0d8581b5aa7bc18f81e1e6" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "delivery_attempt" ADD CONSTRAINT "FK_f9f738277033dbcf77c82b93b45" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "explanation" ADD CONSTRAINT "FK_baecacf0bac7342fcc60f6fab3e" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "explanation" ADD CONSTRAINT "FK_dd862b50f8a1333e09aa8419574" FOREIGN KEY ("author_id") REFERENCES "user_account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "decision" ADD CONSTRAINT "FK_a279dcac36002043e0cf3e271a3" FOREIGN KEY ("version_id") REFERENCES "report_version"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "decision" ADD CONSTRAINT "FK_158eb6b11201c3bef3f8137825b" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "decision" ADD CONSTRAINT "FK_61eca32349ab14a8f7bbedfcb3b" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "ring" ADD CONSTRAINT "FK_b6afaecfc6d4e47460e013adbbe" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "standing_approval" ADD CONSTRAINT "FK_f00c6e59d26fbed1dfaf70030da" FOREIGN KEY ("obligation_id") REFERENCES "obligation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "standing_approval" ADD CONSTRAINT "FK_5c571ccbf4b6851ff8ef046c2d0" FOREIGN KEY ("granted_by_id") REFERENCES "user_account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "finding" ADD CONSTRAINT "FK_0d9fa2fadfff12bc8e5c8a884a1" FOREIGN KEY ("version_id") REFERENCES "report_version"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "binding" ADD CONSTRAINT "FK_becfc56017698b64b0064e03ad9" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "snapshot" ADD CONSTRAINT "FK_e462a6ac60af2c3d347bf7df2b8" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "snapshot" DROP CONSTRAINT "FK_e462a6ac60af2c3d347bf7df2b8"`);
    await runner.query(`ALTER TABLE "binding" DROP CONSTRAINT "FK_becfc56017698b64b0064e03ad9"`);
    await runner.query(`ALTER TABLE "finding" DROP CONSTRAINT "FK_0d9fa2fadfff12bc8e5c8a884a1"`);
    await runner.query(`ALTER TABLE "standing_approval" DROP CONSTRAINT "FK_5c571ccbf4b6851ff8ef046c2d0"`);
    await runner.query(`ALTER TABLE "standing_approval" DROP CONSTRAINT "FK_f00c6e59d26fbed1dfaf70030da"`);
    await runner.query(`ALTER TABLE "ring" DROP CONSTRAINT "FK_b6afaecfc6d4e47460e013adbbe"`);
    await runner.query(`ALTER TABLE "decision" DROP CONSTRAINT "FK_61eca32349ab14a8f7bbedfcb3b"`);
    await runner.query(`ALTER TABLE "decision" DROP CONSTRAINT "FK_158eb6b11201c3bef3f8137825b"`);
    await runner.query(`ALTER TABLE "decision" DROP CONSTRAINT "FK_a279dcac36002043e0cf3e271a3"`);
    await runner.query(`ALTER TABLE "explanation" DROP CONSTRAINT "FK_dd862b50f8a1333e09aa8419574"`);
    await runner.query(`ALTER TABLE "explanation" DROP CONSTRAINT "FK_baecacf0bac7342fcc60f6fab3e"`);
    await runner.query(`ALTER TABLE "delivery_attempt" DROP CONSTRAINT "FK_f9f738277033dbcf77c82b93b45"`);
    await runner.query(`ALTER TABLE "delivery" DROP CONSTRAINT "FK_daa6b0d8581b5aa7bc18f81e1e6"`);
    await runner.query(`ALTER TABLE "delivery" DROP CONSTRAINT "FK_b2d66dfbdc9c25f254299b3223c"`);
    await runner.query(`ALTER TABLE "package" DROP CONSTRAINT "FK_28178dffda4968c269136a80b75"`);
    await runner.query(`ALTER TABLE "package" DROP CONSTRAINT "FK_af48136598fd733f07887599a99"`);
    await runner.query(`ALTER TABLE "report_version" DROP CONSTRAINT "FK_a0de2473f5a830ac619a0881885"`);
    await runner.query(`ALTER TABLE "report_version" DROP CONSTRAINT "FK_5dbfbc354df1bb50f95cbe0f613"`);
    await runner.query(`ALTER TABLE "report_version" DROP CONSTRAINT "FK_539ae12204e0f0c80b4a3b54b86"`);
    await runner.query(`ALTER TABLE "report" DROP CONSTRAINT "FK_e098ccb8e8d99b2eebb9e56081b"`);
    await runner.query(`ALTER TABLE "report" DROP CONSTRAINT "FK_2d3e8b5ded77557e3e296a1a4ee"`);
    await runner.query(`ALTER TABLE "obligation" DROP CONSTRAINT "FK_d51dabd5f02ac9eabe0b6d0c92a"`);
    await runner.query(`ALTER TABLE "mapping_version" DROP CONSTRAINT "FK_5094e701c849c2a26501db6f07e"`);
    await runner.query(`ALTER TABLE "mapping_version" DROP CONSTRAINT "FK_e67e2a9944abcce370d08ea032c"`);
    await runner.query(`DROP TABLE "snapshot"`);
    await runner.query(`DROP TABLE "binding"`);
    await runner.query(`DROP INDEX "public"."IDX_e6524189654cbf72d880a55d54"`);
    await runner.query(`DROP TABLE "finding"`);
    await runner.query(`DROP TABLE "standing_approval"`);
    await runner.query(`DROP INDEX "public"."IDX_b6afaecfc6d4e47460e013adbb"`);
    await runner.query(`DROP TABLE "ring"`);
    await runner.query(`DROP INDEX "public"."IDX_a279dcac36002043e0cf3e271a"`);
    await runner.query(`DROP INDEX "public"."IDX_4439f00bfcd451db703a733e05"`);
    await runner.query(`DROP TABLE "decision"`);
    await runner.query(`DROP INDEX "public"."IDX_41be8dd454555a31b393597544"`);
    await runner.query(`DROP INDEX "public"."IDX_8d48c3ba50fa602b0102f03f3d"`);
    await runner.query(`DROP TABLE "explanation"`);
    await runner.query(`DROP INDEX "public"."IDX_6175c73de4bf20e9ae19fa8a75"`);
    await runner.query(`DROP TABLE "delivery_attempt"`);
    await runner.query(`DROP INDEX "public"."IDX_b2d66dfbdc9c25f254299b3223"`);
    await runner.query(`DROP INDEX "public"."IDX_a8140328104debb854c1728dff"`);
    await runner.query(`DROP TABLE "delivery"`);
    await runner.query(`DROP INDEX "public"."IDX_af48136598fd733f07887599a9"`);
    await runner.query(`DROP INDEX "public"."IDX_a6e0f608697dbe950b78c78ff9"`);
    await runner.query(`DROP TABLE "package"`);
    await runner.query(`DROP TABLE "report_version"`);
    await runner.query(`DROP INDEX "public"."IDX_fdbfb1acafbd97294d6acdb554"`);
    await runner.query(`DROP TABLE "report"`);
    await runner.query(`DROP TABLE "obligation"`);
    await runner.query(`DROP TABLE "mapping_version"`);
  }
}
