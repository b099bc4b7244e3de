import { IdentityService } from '../../../src/identity/identity.service';
import { aGemeente, giveLedger, giveMapping, now, PERIOD, somebody, type Gemeente } from '../../support/builders';
import { House } from '../../support/house';
import { LEDGER, MAPPING, SPEC, withCell } from '../../support/report-input';
import { openWebDoor, type WebDoor } from '../../support/web-door';

let house: House;
let door: WebDoor;
let gemeente: Gemeente;
/** One document does not balance, its neighbour makes up for it: that is a warning. */
const MOVED = withCell(4, 'boekstuk', 'B9', LEDGER);

beforeAll(async () => {
  house = await House.open();
  door = await openWebDoor(house);
});

beforeEach(async () => {
  gemeente = await aGemeente(house);
  await giveMapping(house, gemeente, MAPPING);
  await giveLedger(house, gemeente, MOVED);
});

afterAll(async () => {
  await door.close();
  await house.close();
});

describe('the API', () => {
  it('takes a report from opening to receipt in the hands of two people', async () => {
    const [reviewer, approver] = [await door.as(gemeente.reviewer), await door.as(gemeente.approver)];
    const opened = await reviewer.post('/v1/leveringen', { organisatie: gemeente.code, specificatie: SPEC, periode: PERIOD }).expect(201);
    const address = `/v1/leveringen/${opened.body.id}`;
    expect(opened.headers.location).toBe(address);
    expect(opened.body).toMatchObject({
      organisatie: gemeente.code,
      periode: PERIOD,
      status: 'gepland',
      versie: 0,
      uitersteDatum: '2026-10-30',
      aantallen: null,
    });
    await house.settle();

    const measured = (await reviewer.get(address).expect(200)).body;
    expect(measured).toMatchObject({ status: 'in-beoordeling', versie: 1, aantallen: { fouten: 0 } });
    expect(measured.controles.length).toBeGreaterThan(10);
    const findings = measured.bevindingen as { plaats: string; ernst: string }[];
    const warnings = findings.filter(({ ernst }) => ernst === 'waarschuwing');
    expect(warnings.length).toBeGreaterThan(0);

    const tooSoon = await reviewer.post(`${address}/beoordeling`, { versie: 1, besluit: 'gereed' }).expect(400);
    expect(tooSoon.body.redenen).toHaveLength(warnings.length);
    for (const { plaats } of warnings)
      await reviewer.post(`${address}/toelichtingen`, { plaats, tekst: 'Dit is zo geboekt en klopt als geheel.' }).expect(201);
    const ready = (await reviewer.post(`${address}/beoordeling`, { versie: 1, besluit: 'gereed' }).expect(201)).body;
    expect(ready).toMatchObject({ status: 'beoordeeld', vingerafdruk: expect.stringMatching(/^[0-9a-f]{64}$/) });

    const decision = { versie: 1, besluit: 'goedgekeurd', vingerafdruk: ready.vingerafdruk };
    await reviewer.post(`${address}/goedkeuring`, decision).expect(403);
    expect(
      (await approver.post(`${address}/goedkeuring`, { ...decision, vingerafdruk: 'f'.repeat(64) }).expect(409)).body.detail,
    ).toContain('vingerafdruk');
    expect((await approver.post(`${address}/goedkeuring`, decision).expect(201)).body.status).toBe('goedgekeurd');
    await house.settle();

    const waiting = (await approver.get(address)).body;
    expect(waiting.zending).toMatchObject({ kanaal: 'download', stand: 'aan-te-bieden', ontvangstnummer: null });
    const file = await approver.get(waiting.bestanden[0].adres).expect(200);
    expect(file.headers['content-disposition']).toContain('attachment');
    expect(file.body.metadata).toBeDefined();
    const receipt = `${address}/zendingen/${waiting.zending.id}/ontvangst`;
    await approver.put(receipt, { versie: 1 }).expect(400);
    const sent = (await approver.put(receipt, { versie: 1, ontvangstnummer: '2026-1234' }).expect(200)).body;
    expect(sent).toMatchObject({ status: 'verzonden', zending: { stand: 'verzonden', ontvangstnummer: '2026-1234' } });
    const accepted = (await approver.put(receipt, { versie: 1, oordeel: 'geaccepteerd' }).expect(200)).body;
    expect(accepted).toMatchObject({ status: 'geaccepteerd', zending: { oordeel: 'geaccepteerd' } });
    expect(await house.logIsIntact()).toBe(true);
  });

  it('opens a report once, however often it is asked', async () => {
    const reviewer = await door.as(gemeente.reviewer);
    const input = { organisatie: gemeente.code, specificatie: SPEC, periode: PERIOD };
    const [first, second] = [await reviewer.post('/v1/leveringen', input), await reviewer.post('/v1/leveringen', input)];
    expect(second.body.id).toBe(first.body.id);
    const list = (await reviewer.get('/v1/leveringen').expect(200)).body.leveringen;
    expect(list).toHaveLength(1);
  });

  it('gives findings.json and manifest.json as the command line writes them', async () => {
    const reviewer = await door.as(gemeente.reviewer);
    const { id } = (await reviewer.post('/v1/leveringen', { organisatie: gemeente.code, specificatie: SPEC, periode: PERIOD })).body;
    await house.settle();
    const findings = (await reviewer.get(`/v1/leveringen/${id}/bestanden/findings.json`).expect(200)).body;
    expect(findings[0]).toMatchObject({ id: expect.any(String), severity: 'warning', message: expect.any(String) });
    const manifest = (await reviewer.get(`/v1/leveringen/${id}/bestanden/manifest.json`).expect(200)).body;
    const { version } = await now(house, { id, organisationId: gemeente.id });
    expect(manifest).toMatchObject({
      spec: { id: SPEC, sha256: version.specSha256 },
      period: PERIOD,
      mapping: { rows: MAPPING.length - 1 },
    });
    expect(manifest.files[0]).toMatchObject({ sha256: version.concept?.[0]?.sha256 });
    await reviewer.get(`/v1/leveringen/${id}/bestanden/${encodeURIComponent('../config')}`).expect(404);
  });

  it('sends back with a reason, and takes no reason for none', async () => {
    const reviewer = await door.as(gemeente.reviewer);
    const { id } = (await reviewer.post('/v1/leveringen', { organisatie: gemeente.code, specificatie: SPEC, periode: PERIOD })).body;
    await house.settle();
    await reviewer.post(`/v1/leveringen/${id}/beoordeling`, { versie: 1, besluit: 'terug' }).expect(400);
    const back = await reviewer
      .post(`/v1/leveringen/${id}/beoordeling`, { versie: 1, besluit: 'terug', opmerking: 'De lonen ontbreken.' })
      .expect(201);
    expect(back.body).toMatchObject({ status: 'geblokkeerd', besluiten: [{ soort: 'terug', opmerking: 'De lonen ontbreken.' }] });
    await reviewer.post(`/v1/leveringen/${id}/beoordeling`, { versie: 1, besluit: 'gereed' }).expect(409);
  });

  it('hides the reports of an organisation from people of another', async () => {
    const reviewer = await door.as(gemeente.reviewer);
    const { id } = (await reviewer.post('/v1/leveringen', { organisatie: gemeente.code, specificatie: SPEC, periode: PERIOD })).body;
    const other = await aGemeente(house);
    const stranger = await door.as(other.approver);
    expect((await stranger.get('/v1/leveringen')).body.leveringen).toEqual([]);
    await stranger.get(`/v1/leveringen?organisatie=${gemeente.code}`).expect(200, { leveringen: [] });
    await stranger.post('/v1/leveringen', { organisatie: gemeente.code, specificatie: SPEC, periode: PERIOD }).expect(404);
    const tries = ['', '/bestanden/findings.json'].map((tail) => stranger.get(`/v1/leveringen/${id}${tail}`));
    const acts = [
      ['toelichtingen', { plaats: 'x', tekst: 'y' }],
      ['beoordeling', { versie: 1, besluit: 'gereed' }],
      ['goedkeuring', { versie: 1, besluit: 'goedgekeurd', vingerafdruk: 'f'.repeat(64) }],
      ['zendingen', { versie: 1 }],
    ] as const;
    for (const answer of await Promise.all([
      ...tries,
      ...acts.map(([name, body]) => stranger.post(`/v1/leveringen/${id}/${name}`, body)),
      stranger.put(`/v1/leveringen/${id}/zendingen/${id}/ontvangst`, { versie: 1 }),
    ]))
      expect([answer.status, answer.body.detail]).toEqual([404, 'Deze levering bestaat niet.']);
  });

  it('lets an accountant look and nothing else', async () => {
    const reviewer = await door.as(gemeente.reviewer);
    const { id } = (await reviewer.post('/v1/leveringen', { organisatie: gemeente.code, specificatie: SPEC, periode: PERIOD })).body;
    const accountant = await door.as(await somebody(house, gemeente.id, ['accountant']));
    await accountant.get(`/v1/leveringen/${id}`).expect(200);
    await accountant.post(`/v1/leveringen/${id}/beoordeling`, { versie: 1, besluit: 'gereed' }).expect(403);
    await accountant.post('/v1/leveringen', { organisatie: gemeente.code, specificatie: SPEC, periode: PERIOD }).expect(403);
  });

  it('stops listening to a token that was revoked', async () => {
    const identity = house.get(IdentityService);
    const { token, tokenId } = await identity.issueToken({ channel: 'cli' }, { userId: gemeente.reviewer.person.userId, label: 'kwijt' });
    await door.http.get('/v1/leveringen').set('Authorization', `Bearer ${token}`).expect(200);
    await identity.revokeToken({ channel: 'cli' }, tokenId);
    await door.http.get('/v1/leveringen').set('Authorization', `Bearer ${token}`).expect(401);
  });
});
