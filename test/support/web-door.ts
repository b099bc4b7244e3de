import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import type TestAgent from 'supertest/lib/agent';
import type { App } from 'supertest/types';
import { AppModule } from '../../src/app.module';
import { IdentityService } from '../../src/identity/identity.service';
import type { Acting } from '../../src/reports/acting';
import type { House } from './house';

/** Pages and API of a house. */
export interface WebDoor {
  app: INestApplication<App>;
  http: TestAgent;
  /** Asks as somebody, with a token of its own. */
  as(acting: Acting): Promise<{
    get(path: string): request.Test;
    post(path: string, body: object): request.Test;
    put(path: string, body: object): request.Test;
  }>;
  close(): Promise<void>;
}

export async function openWebDoor(house: House): Promise<WebDoor> {
  const module = await Test.createTestingModule({ imports: [AppModule.of(house.platform, { web: true })] }).compile();
  const app = module.createNestApplication<INestApplication<App>>({ logger: false });
  await app.init();
  const http = request(app.getHttpServer());
  return {
    app,
    http,
    as: async ({ person }) => {
      const { token } = await house.get(IdentityService).issueToken({ channel: 'cli' }, { userId: person.userId, label: 'test' });
      const signed = (test: request.Test) => test.set('Authorization', `Bearer ${token}`);
      return {
        get: (path) => signed(http.get(path)),
        post: (path, body) => signed(http.post(path)).send(body),
        put: (path, body) => signed(http.put(path)).send(body),
      };
    },
    close: () => app.close(),
  };
}
