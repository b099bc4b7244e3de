import { Clock } from '../../src/platform/clock';

/** A clock that stands still until a test moves it. */
export class SettableClock extends Clock {
  private moment: Date;

  constructor(moment: string) {
    super();
    this.moment = new Date(moment);
  }

  override now(): Date {
    return new Date(this.moment);
  }

  set(moment: string): void {
    this.moment = new Date(moment);
  }

  advance(milliseconds: number): void {
    this.moment = new Date(this.moment.getTime() + milliseconds);
  }
}
