import { Renewal } from '../../../src/reports/renewal.service';
import { ReviewService } from '../../../src/review/review.service';
import { aGemeente, approve, aReport, now, ready, type Gemeente } from '../../support/builders';
import { House } from '../../support/house';
import { LEDGER, MAPPING } from '../../support/report-input';
import { openWebDoor, type WebDoor } from '../../support/web-door';

let house: House;
let door: WebDoor;
let gemeente: Gemeente;

beforeAll(async () => {
  house = await House.open();
  door = await openWebDoor(house);
});

afterEach(() => house.clock.set('2026-10-15T10:00:00Z'));

afterAll(async () => {
  await door.close();
  await house.close();
});

async function page(path: string): Promise<string> {
  const answer = await door.http.get(path).expect(200);
  expect(answer.type).toBe('text/html');
  return answer.text;
}

/** The row of one delivery in the list. */
async function row({ id }: { id: string }): Promise<string> {
  const found = (await page('/')).split('<tr>').find((part) => part.includes(id));
  return words(found ?? '');
}

/** What a person reads. */
function words(html: string): string {
  return html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('the page of this machine', () => {
  it('says what to do when there is nothing yet', async () => {
    expect(words(await page('/'))).toContain('Nog geen leveringen');
  });

  it('lists the deliveries with status, deadline and findings', async () => {
    gemeente = await aGemeente(house);
    const report = await aReport(house, gemeente);
    expect(await row(report)).toContain('Wordt gemeten (0%)');
    await house.settle();
    const text = await row(report);
    expect(text).toContain('Derde kwartaal 2026');
    expect(text).toMatch(/30 okt 2026\s+nog 15 dagen/);
    expect(text).toContain('Stap 4 van 6: beoordeling');
    house.clock.set('2026-10-30T22:00:00Z');
    expect(await row(report)).toContain('vandaag');
    house.clock.set('2026-11-02T08:00:00Z');
    expect(await row(report)).toContain('3 dagen te laat');
  });

  it('shows what is wrong, what explains it and where, and offers the concept', async () => {
    gemeente = await aGemeente(house);
    const report = await aReport(house, gemeente, { mapping: MAPPING.filter((row) => !row.startsWith('4')) });
    await house.settle();
    const html = await page(`/leveringen/${report.id}`);
    const text = words(html);
    expect(text).toMatch(/3 fouten/);
    expect(text).toContain('TOEWIJZING-ONTBREEKT');
    expect(text).toContain('Rekening 4000 is niet toegewezen');
    expect(text).toContain('Wat het verschil verklaart');
    expect(text).toContain('sluit niet');
    expect(text).toMatch(/PF001 .*voldoet/);
    expect(text).toContain(`${LEDGER.length - 1} regels`);
    expect(text).toContain('Concept: dit bestand is nog niet beoordeeld');
    expect(html).toContain(`href="/leveringen/${report.id}/bestanden/iv3263069999.json"`);
  });

  it('shows who decided, the fingerprint and the receipt, and gives the very bytes that were approved', async () => {
    gemeente = await aGemeente(house);
    const report = await aReport(house, gemeente);
    await house.settle();
    await ready(house, gemeente, report);
    const { found } = await approve(house, gemeente, report);
    await house.settle();
    const text = words(await page(`/leveringen/${report.id}`));
    expect(text).toContain('Klaar om aan te bieden bij Centraal Bureau voor de Statistiek');
    expect(text).toContain(`door ${gemeente.reviewer.person.name}`);
    expect(text.replaceAll(' ', '')).toContain(found?.fingerprint);
    const file = await door.http.get(`/leveringen/${report.id}/bestanden/iv3263069999.json`).buffer(true).expect(200);
    expect(Buffer.byteLength(file.text)).toBe(found?.files[0]?.bytes);
    await door.http.get(`/leveringen/${report.id}/bestanden/manifest.json`).expect(200);
    await door.http.get(`/leveringen/${report.id}/bestanden/anders.json`).expect(404);
  });

  it('shows that somebody gave it back, and why', async () => {
    gemeente = await aGemeente(house);
    const report = await aReport(house, gemeente);
    await house.settle();
    await ready(house, gemeente, report);
    expect(await row(report)).toContain('Wacht op goedkeuring');
    const { version } = await now(house, report);
    await house.get(ReviewService).sendBack(gemeente.approver, report.id, { version: version.number, remark: 'Kijk de lonen na.' });
    const text = words(await page(`/leveringen/${report.id}`));
    expect(text).toContain('Teruggegeven');
    expect(text).toContain('Kijk de lonen na.');
  });

  it('shows that an approval lapsed when a person began a new version', async () => {
    gemeente = await aGemeente(house);
    const report = await aReport(house, gemeente);
    await house.settle();
    await ready(house, gemeente, report);
    await approve(house, gemeente, report);
    await house.settle();
    const { version } = await now(house, report);
    await house.get(Renewal).beginNewVersion(gemeente.approver, report.id, version.number);
    await house.settle();
    expect(await row(report)).toContain('Goedkeuring vervallen: cijfers gewijzigd');
  });

  it('escapes what comes from outside', async () => {
    gemeente = await aGemeente(house);
    const hostile = '<script>alert(1)</script>';
    const report = await aReport(house, gemeente, { ledger: LEDGER.map((line) => line.replace('4500', `"${hostile}"`)) });
    await house.settle();
    const html = await page(`/leveringen/${report.id}`);
    expect(html).toContain('&lt;script>');
    expect(html).not.toContain('<script');
  });

  it('needs no script, no style in the page and nothing from elsewhere', async () => {
    gemeente = await aGemeente(house);
    const report = await aReport(house, gemeente);
    await house.settle();
    for (const path of ['/', `/leveringen/${report.id}`]) {
      const answer = await door.http.get(path).expect(200);
      expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'/);
      expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|script-src/);
      expect(answer.text).not.toMatch(/<script|style="|\son[a-z]+="|https?:\/\/(?!www\.w3\.org)/);
      expect(answer.text).toMatch(/<html lang="nl">/);
      const sheet = /href="(\/stijl\/ui\.css[^"]*)"/.exec(answer.text)?.[1] ?? '';
      expect((await door.http.get(sheet).expect(200)).type).toBe('text/css');
    }
  });

  it('says in Dutch that a page does not exist', async () => {
    const answer = await door.http.get('/leveringen/01900000-0000-7000-8000-000000000000').expect(404);
    expect(answer.type).toBe('text/html');
    expect(words(answer.text)).toContain('Deze pagina bestaat niet');
    expect(words((await door.http.get('/iets').expect(404)).text)).toContain('Naar de Meterkast');
  });
});
