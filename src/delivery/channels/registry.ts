import type { Channel } from '../channel';
import { downloadChannel } from './download.channel';
import { httpsPostChannel } from './https-post.channel';

const channels: Channel[] = [downloadChannel, httpsPostChannel];

/** The channel of that kind, or undefined. */
export function channelOf(kind: string): Channel | undefined {
  return channels.find((channel) => channel.kind === kind);
}

export const channelKinds = channels.map(({ kind }) => kind);
