import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service';
import { forOrganisation, type OrganisationRows } from '../identity/for-organisation';
import type { Actor } from '../identity/identity.service';
import { Clock } from '../platform/clock';
import { isId, newId } from '../platform/ids';
import { requireMember, type Acting } from './acting';
import { Bell } from './bell.service';
import { Outdated, Refusal } from './refusal';
import { MOVES, refusedMove, STATUS_NAMES, STEP_OF, type MoveName, type Step } from './report-status';
import { Report } from './report.entity';

/** Which report of whom, and at which version the caller looked. */
export interface ReportRef {
  organisationId: string;
  reportId: string;
  version: number;
}

type Changes = Partial<Pick<Report, 'version' | 'readAt' | 'readingAskedAt' | 'readNotBefore'>>;

export interface MoveRequest extends ReportRef {
  move: MoveName;
  actor: Actor;
  /** Ids, hashes and versions for the log. */
  details?: Record<string, string>;
  /** What is written together with the move; returns what else changes on the report. Use only this manager; throw to make the move fail. */
  along?: (manager: EntityManager, report: Report) => Promise<Changes | undefined>;
}

const READ_AGAIN_MS = 60 * 60_000;

/** The reports of organisations, and the only writer of their status. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly bell: Bell,
  ) {}

  /** Lock the row, check the move, write, add the entry to the log, commit, then ring the bell for the next step. */
  async move(request: MoveRequest): Promise<Report> {
    const report = await this.dataSource.transaction(async (manager) => {
      const locked = await this.lock(manager, request);
      this.refuse(request, locked);
      const more = await request.along?.(manager, locked);
      const { to } = MOVES[request.move];
      const changes = { ...more, status: to, statusAt: this.clock.now(), waits: STEP_OF[to] === undefined, notBefore: null, problem: null };
      await rowsOf(manager, request.organisationId).update({ id: locked.id }, { ...changes, sendingUntil: null });
      const moved = { ...locked, ...changes, sendingUntil: null };
      const details = { from: locked.status, to, version: String(moved.version), ...request.details };
      await this.log(manager, request, { action: `report.${request.move}`, details });
      return moved;
    });
    const step = STEP_OF[report.status];
    if (step) await this.bell.ringSoftly({ reportId: report.id, version: report.version, step });
    return report;
  }

  /** Opens the report of a period; one that exists is returned as it is. */
  async open(
    actor: Actor,
    values: Pick<Report, 'organisationId' | 'obligationId' | 'specId' | 'period' | 'opensAt' | 'dueAt'>,
  ): Promise<Report> {
    const { organisationId, specId, period } = values;
    const report = await this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`report ${organisationId} ${specId} ${period}`]);
      const rows = rowsOf(manager, organisationId);
      const known = await rows.findOne({ where: { specId, period } });
      if (known) return known;
      const first = { status: 'planned' as const, statusAt: this.clock.now(), version: 0, waits: false };
      const none = { notBefore: null, problem: null, readingAskedAt: null, readNotBefore: null, readAt: null, sendingUntil: null };
      const opened = await rows.insert({ ...values, ...first, ...none, id: newId() });
      await this.log(manager, { organisationId, reportId: opened.id, actor }, { action: 'report.opened', details: { specId, period } });
      return opened;
    });
    if (report.status === 'planned') await this.bell.ringSoftly({ reportId: report.id, version: 0, step: 'collect' });
    return report;
  }

  /** Changes what stands beside the status, with the row locked; nothing is logged unless the caller does. */
  async note(ref: ReportRef, change: (report: Report, manager: EntityManager) => Promise<Partial<Report> | undefined>): Promise<Report> {
    return this.dataSource.transaction(async (manager) => {
      const locked = await this.lock(manager, ref);
      const changes = await change(locked, manager);
      if (changes && Object.keys(changes).length > 0) await rowsOf(manager, ref.organisationId).update({ id: locked.id }, changes);
      return { ...locked, ...changes };
    });
  }

  /** The report as a person of the organisation may see it. */
  async find(acting: Acting, reportId: string): Promise<Report> {
    requireMember(acting);
    const report = isId(reportId) ? await this.rows(acting.organisationId).findOne({ where: { id: reportId } }) : undefined;
    if (!report) throw new Refusal('not-found', 'Deze levering bestaat niet.');
    return report;
  }

  /** All reports of the organisation, the first deadline first. */
  async list(acting: Acting): Promise<Report[]> {
    requireMember(acting);
    return this.rows(acting.organisationId).find({ order: { dueAt: 'ASC', id: 'ASC' } });
  }

  /** For a worker, which gets an id from the bell and no more. */
  async locate(reportId: string): Promise<Report | undefined> {
    if (!isId(reportId)) return undefined;
    return (await this.dataSource.getRepository(Report).findOneBy({ id: reportId })) ?? undefined;
  }

  /** The step cannot be done. Sources are read again later; anything else waits for a person when it is final. */
  async fail(ref: ReportRef, step: Step, { message, final }: { message: string; final: boolean }): Promise<void> {
    const now = this.clock.now();
    const problem = { step, message, at: now.toISOString() };
    await this.note(ref, async (report) => {
      if (step === 'collect') return { problem, ...(final ? { readNotBefore: new Date(now.getTime() + READ_AGAIN_MS) } : {}) };
      return report.version === ref.version && STEP_OF[report.status] === step ? { problem, waits: final } : undefined;
    });
  }

  /** Asks for a new reading, whatever the status; decision 32 says what it may change. */
  async askReading(ref: ReportRef): Promise<void> {
    await this.note(ref, async () => ({ readingAskedAt: this.clock.now(), readNotBefore: null }));
    await this.bell.ringSoftly({ reportId: ref.reportId, version: ref.version, step: 'collect' });
  }

  /** A version beside the one that counts is to be generated and judged. */
  async ringTrial(reportId: string, version: number, step: Step = 'generate'): Promise<void> {
    await this.bell.ringSoftly({ reportId, version, step });
  }

  /** A person wants the step of the status looked at again: what it needed has been given. */
  async wake(ref: ReportRef): Promise<void> {
    const report = await this.note(ref, async ({ status }) =>
      STEP_OF[status] ? { waits: false, notBefore: null, readNotBefore: null } : undefined,
    );
    const step = STEP_OF[report.status];
    if (step) await this.bell.ringSoftly({ reportId: report.id, version: report.version, step });
  }

  private async lock(manager: EntityManager, { organisationId, reportId }: ReportRef): Promise<Report> {
    const report = isId(reportId)
      ? await rowsOf(manager, organisationId).findOne({ where: { id: reportId }, lock: { mode: 'pessimistic_write' } })
      : undefined;
    if (!report) throw new Refusal('not-found', 'Deze levering bestaat niet.');
    return report;
  }

  private refuse({ version, move, actor }: MoveRequest, report: Report): void {
    if (report.version !== version) throw new Outdated();
    const reason = refusedMove(move, report.status, actor.userId !== undefined);
    if (reason === 'person') throw new Error(`the move "${move}" is made by a person`);
    if (reason === 'status') throw new Outdated(`Dit kan nu niet: de levering is ${STATUS_NAMES[report.status]}.`);
    if (actor.userId !== undefined && report.sendingUntil && report.sendingUntil > this.clock.now())
      throw new Refusal('conflict', 'De levering wordt op dit moment verzonden; wacht de uitkomst af.');
  }

  private async log(
    manager: EntityManager,
    { organisationId, reportId, actor }: Pick<MoveRequest, 'organisationId' | 'reportId' | 'actor'>,
    event: { action: string; details: Record<string, string> },
  ): Promise<void> {
    await this.audit.append(manager, {
      ...event,
      subject: 'report',
      subjectId: reportId,
      organisationId,
      userId: actor.userId,
      channel: actor.channel,
    });
  }

  private rows(organisationId: string): OrganisationRows<Report> {
    return forOrganisation(this.dataSource.getRepository(Report), organisationId);
  }
}

function rowsOf(manager: EntityManager, organisationId: string): OrganisationRows<Report> {
  return forOrganisation(manager.getRepository(Report), organisationId);
}
