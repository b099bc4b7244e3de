import { NotDelivered, type Channel } from '../channel';

/** The receiver has no door for machines: a person downloads the file, follows the steps of the spec and registers the receipt. */
export const downloadChannel: Channel = {
  kind: 'download',
  byHand: true,
  endpoint: () => 'download',
  send: () => Promise.reject(new NotDelivered('stopped', 'Dit bestand wordt met de hand aangeleverd.')),
};
