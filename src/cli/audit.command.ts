import { AuditService } from '../audit/audit.service';
import { withService } from './service-session.service';

/** Checks the chain of the log. Exit code 1 when it is broken. */
export async function verifyAudit({ head }: { head?: string }): Promise<number> {
  return withService(async (session) => {
    const verdict = await session.get(AuditService).verify(head);
    if (verdict.intact) {
      process.stdout.write(`Het logboek is ongeschonden: ${verdict.entries} regels.\nLaatste schakel: ${verdict.head}\n`);
      return 0;
    }
    process.stdout.write(`Het logboek is NIET ongeschonden: bij regel ${verdict.position} klopt de keten niet (${verdict.problem}).\n`);
    return 1;
  });
}
