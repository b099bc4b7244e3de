import { RequestMethod, type Type } from '@nestjs/common';
import { GUARDS_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import { BearerGuard } from '../../../src/identity/bearer.guard';
import { ROLES } from '../../../src/identity/role';
import { ReportAccessGuard } from '../../../src/web/api/report-access.guard';
import { ROUTE_ROLES } from '../../../src/web/api/route-roles';
import { aGemeente, PERIOD, type Gemeente } from '../../support/builders';
import { House } from '../../support/house';
import { SPEC } from '../../support/report-input';
import { openWebDoor, type WebDoor } from '../../support/web-door';

let house: House;
let door: WebDoor;
let gemeente: Gemeente;

beforeAll(async () => {
  house = await House.open();
  door = await openWebDoor(house);
  gemeente = await aGemeente(house);
});

afterAll(async () => {
  await door.close();
  await house.close();
});

interface Route {
  method: string;
  path: string;
  controller: Type;
  handler: () => unknown;
}

/** Every route of the process, whoever declared it. */
function routes(): Route[] {
  const controllers = [...door.app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .map(({ metatype }) => metatype as Type);
  return controllers.flatMap((controller) => {
    const prefix = Reflect.getMetadata(PATH_METADATA, controller) as string;
    const names = Object.getOwnPropertyNames(controller.prototype).filter(
      (name) => name !== 'constructor' && Reflect.hasMetadata(PATH_METADATA, controller.prototype[name] as object),
    );
    return names.map((name) => {
      const handler = controller.prototype[name] as () => unknown;
      const path = `/${[prefix, Reflect.getMetadata(PATH_METADATA, handler) as string]
        .map((part) => part.replace(/^\/|\/$/g, ''))
        .filter(Boolean)
        .join('/')}`;
      return { method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod] ?? '', path, controller, handler };
    });
  });
}

const isApi = ({ path }: Route): boolean => path.startsWith('/v1');

describe('every route', () => {
  it('of the API says who may use it, behind both guards, and refuses whoever shows no token', async () => {
    const api = routes().filter(isApi);
    expect(api.length).toBeGreaterThanOrEqual(9);
    for (const { method, path, controller, handler } of api) {
      const roles = Reflect.getMetadata(ROUTE_ROLES, handler) as string[];
      expect({ path, roles }).toEqual({ path, roles: expect.arrayContaining([expect.any(String)]) });
      expect(roles.every((role) => (ROLES as readonly string[]).includes(role))).toBe(true);
      expect(Reflect.getMetadata(GUARDS_METADATA, controller)).toEqual([BearerGuard, ReportAccessGuard]);
      const filled = path.replace(/:\w+/g, '01900000-0000-7000-8000-000000000000');
      const answer = await door.http[method.toLowerCase() as 'get'](filled);
      expect({ path, status: answer.status, type: answer.type }).toEqual({ path, status: 401, type: 'application/problem+json' });
    }
  });

  it('outside the API only shows something', () => {
    const pages = routes().filter((route) => !isApi(route));
    expect(pages.map(({ path }) => path).sort()).toEqual([
      '/',
      '/leveringen/:id',
      '/leveringen/:id/bestanden/:name',
      '/stijl/meter.svg',
      '/stijl/ui.css',
    ]);
    expect(pages.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('an answer of the API', () => {
  it('has its version and the security headers, also when it says no', async () => {
    const reviewer = await door.as(gemeente.reviewer);
    for (const answer of [
      await reviewer.get('/v1/leveringen'),
      await reviewer.get('/v1/bestaat-niet'),
      await door.http.get('/v1/leveringen'),
    ]) {
      expect(answer.headers).toMatchObject({
        'api-version': '1.0.0',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(answer.headers['x-powered-by']).toBeUndefined();
    }
  });

  it('names everything that is wrong with a message at once, in Dutch', async () => {
    const reviewer = await door.as(gemeente.reviewer);
    const answer = await reviewer.post('/v1/leveringen', { organisatie: 7, periode: '', jaar: 1 }).expect(400);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ type: 'about:blank', status: 400, title: 'Ongeldige invoer', detail: '4 velden zijn ongeldig.' });
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        { pointer: '/jaar', detail: 'is niet bekend' },
        { pointer: '/periode', detail: 'mag niet leeg zijn' },
      ]),
    );
  });

  it.each([
    ['an unknown spec', { specificatie: 'rijk/bestaat-niet' }, 'bestaat niet'],
    ['an unknown period', { periode: '1999-Q9' }, 'geen versie'],
    ['a path instead of a spec', { specificatie: '../../etc' }, 'bestaat niet'],
  ])('refuses %s with a sentence', async (_, change, sentence) => {
    const reviewer = await door.as(gemeente.reviewer);
    const answer = await reviewer
      .post('/v1/leveringen', { organisatie: gemeente.code, specificatie: SPEC, periode: PERIOD, ...change })
      .expect(400);
    expect(answer.body.detail).toContain(sentence);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts\b|Error/);
  });

  it('is a problem for what it cannot read or write', async () => {
    const reviewer = await door.as(gemeente.reviewer);
    const { http } = door;
    const token = (test: ReturnType<typeof http.post>) => test.set('Authorization', 'Bearer meter_onbekend');
    expect((await reviewer.get('/v1/leveringen/').expect(404)).type).toBe('application/problem+json');
    await reviewer.get('/v1/leveringen').set('Accept', 'text/csv').expect(406);
    await token(http.post('/v1/leveringen')).set('Content-Type', 'text/plain').send('x').expect(415);
    const broken = await token(http.post('/v1/leveringen')).set('Content-Type', 'application/json').send('{"organisatie":').expect(400);
    expect(broken.body).toMatchObject({ title: 'Ongeldige invoer', detail: 'Het bericht is geen geldige JSON.' });
    await token(http.post('/v1/leveringen'))
      .set('Content-Type', 'application/json')
      .send(JSON.stringify({ periode: 'x'.repeat(200_000) }))
      .expect(413);
    for (const id of ['1', "'; DROP TABLE report", '01900000-0000-7000-8000-000000000000'])
      await reviewer.get(`/v1/leveringen/${encodeURIComponent(id)}`).expect(404);
  });

  it('is refused to a page that points a name of its own at this machine', async () => {
    await door.http.get('/v1/leveringen').set('Host', 'kwaad.example').expect(421);
    await door.http.get('/').set('Host', 'kwaad.example:3000').expect(421);
    await door.http.get('/').set('Host', 'localhost:3000').expect(200);
  });
});
