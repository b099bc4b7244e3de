import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyAudit } from '../../../src/cli/audit.command';
import { importMapping } from '../../../src/cli/mapping-import.command';
import { addOrganisation } from '../../../src/cli/organisation.command';
import { approveReport, deliverReport, registerReceipt, reviewReport, withdrawReport } from '../../../src/cli/report-decision.command';
import { explainFinding, listReports, measureReport, openReport, showReport } from '../../../src/cli/report.command';
import { addSource } from '../../../src/cli/source.command';
import { addToken, addUser } from '../../../src/cli/user.command';
import { IdentityService } from '../../../src/identity/identity.service';
import { House } from '../../support/house';
import { LEDGER, MAPPING, SPEC, withCell } from '../../support/report-input';

const PERIOD = '2026-Q3';
const ON = { organisation: 'GM9999', spec: SPEC, period: PERIOD };
const before = { ...process.env };
let house: House;
let folder: string;

/** Exit code and everything that was written. */
async function run(command: Promise<number>): Promise<{ code: number; text: string }> {
  let text = '';
  const keep = (chunk: string | Uint8Array): boolean => {
    text += String(chunk);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockImplementation(keep));
  try {
    const code = await command.catch((error: Error & { describe?: () => string }) => {
      if (!error.describe) throw error;
      text += error.describe();
      return 2;
    });
    return { code, text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

async function file(name: string, content: string | string[]): Promise<string> {
  await writeFile(join(folder, name), Array.isArray(content) ? `${content.join('\n')}\n` : content);
  return join(folder, name);
}

beforeAll(async () => {
  house = await House.open();
  folder = await mkdtemp(join(tmpdir(), 'meter-test-'));
  Object.assign(process.env, house.address.environment);
});

afterAll(async () => {
  for (const name of Object.keys(house.address.environment)) delete process.env[name];
  Object.assign(process.env, before);
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the command line beside a running service', () => {
  it('sets up an organisation with people, source and conversietabel', async () => {
    const org =
      'code: GM9999\nnaam: Voorbeeldstad\noverheidslaag: Gemeente\noverheidsnummer: "069999"\ncontact: { naam: A, email: a@voorbeeldstad.test, telefoon: "1" }\nfinancieelPakket: x\ndetailsOpenbaar: false\n';
    expect(await run(addOrganisation(await file('org.yaml', org)))).toMatchObject({ code: 0, text: 'Gemaakt: Voorbeeldstad (GM9999).\n' });
    expect(await run(addOrganisation(await file('org.yaml', org)))).toMatchObject({ code: 2, text: expect.stringContaining('bestaat al') });
    expect(await run(addOrganisation(await file('leeg.yaml', 'naam: X\n')))).toMatchObject({
      code: 2,
      text: expect.stringContaining('code van de organisatie ontbreekt'),
    });

    const made = await run(addUser('bo', { name: 'Demo Bo', organisation: 'GM9999', role: ['beoordelaar', 'toewijzer', 'techniek'] }));
    const token = /alleen nu te zien: (meter_\S+)/.exec(made.text)?.[1] ?? '';
    expect((await house.get(IdentityService).findByToken(token))?.name).toBe('Demo Bo');
    expect((await run(addUser('gijs', { name: 'Demo Gijs', organisation: 'GM9999', role: ['goedkeurder'] }))).code).toBe(0);
    expect((await run(addToken('gijs'))).text).toContain('meter_');
    expect(await run(addUser('bo', { name: 'Demo Bo', organisation: 'GM9999', role: ['baas'] }))).toMatchObject({
      code: 2,
      text: expect.stringContaining('bestaat niet'),
    });

    const table = await file('map.csv', [...MAPPING, '9*,,,lasten,99.9,1.1,,,']);
    const imported = await run(importMapping(table, { ...ON, as: 'bo' }));
    expect(imported.code).toBe(1);
    expect(imported.text).toMatch(/regel 2 nieuw[\s\S]*regel 9 geweigerd[\s\S]*versie 1 is vastgesteld/);
    expect(await run(importMapping(table, { ...ON, as: 'gijs' }))).toMatchObject({
      code: 2,
      text: expect.stringContaining('mag voor GM9999 geen'),
    });
    const ledger = await file('ledger.csv', withCell(4, 'boekstuk', 'B9', LEDGER));
    expect(await run(addSource(ledger, { ...ON, as: 'bo' }))).toMatchObject({
      code: 0,
      text: expect.stringContaining('ledger.csv beantwoordt nu regels voor 2026-Q3'),
    });
    expect(await run(addSource(ledger, { ...ON, dataset: 'niets', as: 'bo' }))).toMatchObject({
      code: 2,
      text: expect.stringContaining('Kies uit: journaalregels'),
    });
  });

  it('takes a report from opening to receipt', async () => {
    expect((await run(listReports({ as: 'bo' }))).text).toBe('Er zijn nog geen leveringen.\n');
    expect(await run(openReport({ ...ON, as: 'gijs' }))).toMatchObject({ code: 2, text: expect.stringContaining('andere rol') });
    expect((await run(openReport({ ...ON, as: 'bo' }))).text).toContain('nog niet gemeten, uiterlijk 2026-10-30');
    await house.settle();
    expect((await run(listReports({ as: 'gijs' }))).text).toContain('te beoordelen, meting 1');
    const shown = await run(showReport(PERIOD, { as: 'gijs' }));
    expect(shown.text).toMatch(/0 fouten, \d waarschuwing[\s\S]*BRON-BALANS[\s\S]*Toelichting nodig/);
    expect(await run(reviewReport(PERIOD, { as: 'bo' }))).toMatchObject({ code: 1, text: expect.stringContaining('Zonder toelichting') });

    for (const [, code] of new Set(shown.text.matchAll(/waarschuwing ([A-Z0-9-]+):/g)))
      await run(explainFinding(PERIOD, { as: 'bo', finding: code ?? '', text: 'Dit is zo geboekt en klopt.' }));
    expect(await run(explainFinding(PERIOD, { as: 'bo', finding: 'NIETS', text: 'Dit is zo geboekt.' }))).toMatchObject({ code: 2 });
    const ready = await run(reviewReport(PERIOD, { as: 'bo' }));
    const fingerprint = /[0-9a-f]{64}/.exec(ready.text)?.[0];
    expect(ready).toMatchObject({ code: 0, text: expect.stringContaining('wacht op goedkeuring') });
    expect(await run(approveReport(PERIOD, { as: 'gijs' }))).toMatchObject({ code: 2, text: expect.stringContaining('--fingerprint') });
    expect(await run(approveReport(PERIOD, { as: 'gijs', fingerprint }))).toMatchObject({
      code: 0,
      text: '2026-Q3: goedgekeurd, nog niet verzonden.\n',
    });
    await house.settle();

    const out = join(folder, 'uit');
    expect((await run(deliverReport(PERIOD, { as: 'gijs', out }))).text).toMatch(/Geschreven: .*iv3263069999\.json[\s\S]*Zo levert u/);
    expect(JSON.parse(await readFile(join(out, 'iv3263069999.json'), 'utf8'))).toHaveProperty('metadata');
    expect(await run(registerReceipt(PERIOD, { as: 'gijs', verdict: 'misschien' }))).toMatchObject({ code: 2 });
    expect((await run(registerReceipt(PERIOD, { as: 'gijs', number: '2026-1', verdict: 'geaccepteerd' }))).text).toBe(
      '2026-Q3: geaccepteerd.\n',
    );
    expect((await run(withdrawReport(PERIOD, { as: 'gijs' }))).code).toBe(2);
  });

  it('measures again only when something may change', async () => {
    expect(await run(measureReport(PERIOD, { as: 'gijs' }))).toMatchObject({ code: 2, text: expect.stringContaining('andere rol') });
    expect((await run(measureReport(PERIOD, { as: 'bo' }))).code).toBe(0);
    await house.settle();
    expect((await run(showReport(PERIOD, { as: 'bo' }))).text).toContain('geaccepteerd, meting 1');
  });

  it('knows no report or person that is not there', async () => {
    expect(await run(showReport('2026-Q1', { as: 'bo' }))).toMatchObject({
      code: 2,
      text: expect.stringContaining('U hebt geen levering "2026-Q1"'),
    });
    expect(await run(listReports({ as: 'niemand' }))).toMatchObject({ code: 2, text: expect.stringContaining('geen gebruiker') });
  });

  it('shows that the log is whole', async () => {
    const whole = await run(verifyAudit({}));
    expect(whole).toMatchObject({ code: 0, text: expect.stringContaining('ongeschonden') });
    const head = /schakel: (\w+)/.exec(whole.text)?.[1];
    expect((await run(verifyAudit({ head }))).code).toBe(0);
    expect((await run(verifyAudit({ head: 'f'.repeat(64) }))).code).toBe(1);
  });
});
