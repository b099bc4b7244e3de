import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditLogAndIdentity1795460747496 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "organisation" ("id" uuid NOT NULL, "code" character varying(8) NOT NULL, "name" character varying(200) NOT NULL, "overheidsnummer" character varying(20), "oin" character varying(20), "tooi_uri" character varying(500), "fields" jsonb NOT NULL DEFAULT '{}', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_6a3122daf3cb06cb4f1f87ae642" UNIQUE ("code"), CONSTRAINT "UQ_eb05ba7de22a8e97609557b4aaa" UNIQUE ("oin"), CONSTRAINT "PK_c725ae234ef1b74cce43d2d00c1" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "user_account" ("id" uuid NOT NULL, "login" character varying(64) NOT NULL, "name" character varying(200) NOT NULL, "email" character varying(320), "active" boolean NOT NULL DEFAULT true, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_9c4183ef80b974d1b11a5de05b1" UNIQUE ("login"), CONSTRAINT "PK_6acfec7285fdf9f463462de3e9f" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "membership" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "user_id" uuid NOT NULL, "role" character varying(32) NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_d2925c28193bfd76f663fed192d" UNIQUE ("organisation_id", "user_id", "role"), CONSTRAINT "PK_83c1afebef3059472e7c37e8de8" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_e9c72e8d29784031c96f5c6af8" ON "membership"  ("user_id") `);
    await runner.query(
      `CREATE TABLE "audit_entry" ("position" integer NOT NULL, "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "organisation_id" uuid, "user_id" uuid, "channel" character varying(16) NOT NULL, "action" character varying(64) NOT NULL, "subject" character varying(64) NOT NULL, "subject_id" character varying(64) NOT NULL, "details" jsonb NOT NULL, "previous_hash" character(64) NOT NULL, "hash" character(64) NOT NULL, CONSTRAINT "UQ_d099f32d77ce3db4700a14896e6" UNIQUE ("hash"), CONSTRAINT "PK_ec8f7de8ac2c213d7801062afc7" PRIMARY KEY ("position"))`,
    );
    await runner.query(`CREATE INDEX "IDX_713ff13673866241138b1315fb" ON "audit_entry"  ("subject", "subject_id") `);
    await runner.query(`CREATE INDEX "IDX_791b3d275081804369ac5986b2" ON "audit_entry"  ("organisation_id", "position") `);
    await runner.query(
      `CREATE TABLE "token" ("id" uuid NOT NULL, "user_id" uuid NOT NULL, "label" character varying(100) NOT NULL, "hash" character(64) NOT NULL, "expires_at" TIMESTAMP(3) WITH TIME ZONE, "revoked_at" TIMESTAMP(3) WITH TIME ZONE, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_5acad6a940ef8aae4eb1308fc22" UNIQUE ("hash"), CONSTRAINT "PK_82fae97f905930df5d62a702fc9" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `ALTER TABLE "membership" ADD CONSTRAINT "FK_be659e88cd5ed71eef6d4122aac" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "membership" ADD CONSTRAINT "FK_e9c72e8d29784031c96f5c6af8d" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "token" ADD CONSTRAINT "FK_e50ca89d635960fda2ffeb17639" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    // By hand: TypeORM knows no triggers. The chain of hashes shows a change afterwards; this keeps it from happening by mistake.
    await runner.query(`
      CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'entries of the audit log are never changed or removed' USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await runner.query(`
      CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
      FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "token" DROP CONSTRAINT "FK_e50ca89d635960fda2ffeb17639"`);
    await runner.query(`ALTER TABLE "membership" DROP CONSTRAINT "FK_e9c72e8d29784031c96f5c6af8d"`);
    await runner.query(`ALTER TABLE "membership" DROP CONSTRAINT "FK_be659e88cd5ed71eef6d4122aac"`);
    await runner.query(`DROP TABLE "token"`);
    await runner.query(`DROP INDEX "IDX_791b3d275081804369ac5986b2"`);
    await runner.query(`DROP INDEX "IDX_713ff13673866241138b1315fb"`);
    await runner.query(`DROP TABLE "audit_entry"`);
    await runner.query(`DROP FUNCTION "refuse_audit_change"()`);
    await runner.query(`DROP INDEX "IDX_e9c72e8d29784031c96f5c6af8"`);
    await runner.query(`DROP TABLE "membership"`);
    await runner.query(`DROP TABLE "user_account"`);
    await runner.query(`DROP TABLE "organisation"`);
  }
}
