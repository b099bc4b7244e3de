import type { Connector } from '../source-reading';
import { csvConnector } from './csv.connector';
import { snapshotConnector } from './snapshot.connector';
import { xafConnector } from './xaf.connector';

/** In the order in which they are asked; csv accepts everything and so comes last. */
export const connectors: Connector[] = [snapshotConnector, xafConnector, csvConnector];

/** The connector that recognises the first bytes of a file. */
export function connectorFor(head: Buffer, fileName: string): Connector {
  return connectors.find((connector) => connector.accepts(head, fileName)) ?? csvConnector;
}
